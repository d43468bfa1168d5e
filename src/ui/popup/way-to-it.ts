import type { PopupState } from '../../ipc/schema.ts';

/** How something reaches IT from here: by itself, in a file that somebody takes there, or not before this computer has joined. */
export type WayToIt = 'network' | 'file' | 'none';

export function wayToIt({ profile, reporting }: Pick<PopupState, 'profile' | 'reporting'>): WayToIt {
  if (reporting.state === 'not-enrolled' || reporting.state === 'joining') return 'none';
  return profile === 'dedicated' ? 'file' : 'network';
}
