import type { PopupState } from '../../ipc/schema.ts';

/** Where a network is rare, and wherever reports can't leave now. */
export function goesByFile({ profile, reporting }: Pick<PopupState, 'profile' | 'reporting'>): boolean {
  if (reporting.state === 'not-enrolled') return false;
  return profile === 'dedicated' || reporting.state === 'offline' || reporting.state === 'distrusted';
}
