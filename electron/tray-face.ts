import type { PopupState } from '../src/ipc/schema.ts';
import type { TrayFace } from './icons.ts';

/** What the icon shows. From IT's confirmation on it is that, also while the last verdicts are still being removed. */
export function trayFace({ standing, signOff }: Pick<PopupState, 'standing' | 'signOff'>): TrayFace {
  return signOff?.state === 'signed-off' ? 'signed-off' : standing;
}
