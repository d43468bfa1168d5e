import type { PopupState } from '../../ipc/schema.ts';

/** Where a network is rare, wherever reports can't leave now, and while it joins this way. */
export function goesByFile({ profile, reporting }: Pick<PopupState, 'profile' | 'reporting'>): boolean {
  if (reporting.state === 'not-enrolled') return false;
  const cannotLeave = ['offline', 'distrusted', 'joining'].includes(reporting.state);
  return profile === 'dedicated' || cannotLeave;
}
