import type { PopupState } from '../src/ipc/schema.ts';
import type { Status } from '../src/rules/verdict.ts';
import type { Translator } from '../src/ui/locales/translate.ts';

/** The tray icon in words, for the tooltip and for those who can't see the icon. */
export function trayTooltip(state: PopupState, words: Translator): string {
  if (state.signOff !== null) return words.t(`tray:tooltip.${state.signOff.state}`);
  if (state.scannedAt === null)
    return words.t(state.scanning ? 'tray:tooltip.checking' : 'tray:tooltip.not-checked');
  if (state.standing === 'compliant') return words.t('tray:tooltip.compliant');
  const count = countRequired(state, state.standing === 'unknown' ? 'unknown' : 'fail');
  if (count === 0) return words.t('tray:tooltip.nothing-required');
  return words.t(`tray:tooltip.${state.standing}`, { count });
}

function countRequired(state: PopupState, status: Status): number {
  return state.verdicts.filter((verdict) => verdict.severity === 'required' && verdict.status === status)
    .length;
}
