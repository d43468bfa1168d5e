import { longestSilenceSeconds } from '../../protocol/report.ts';
import type { SignOffRow } from '../../protocol/sign-off.ts';
import type { Translator } from '../locales/translate.ts';

/** When the endpoint last heard of the computer, and its own time (ms). */
export interface Heard {
  readonly lastSeenAt: string | null;
  readonly now: number;
}

/** How far a sign-off is; where the computer does not know of it yet, by when it will. */
export function signOffStep(
  { t }: Pick<Translator, 't'>,
  { state, lastScan }: Pick<SignOffRow, 'state' | 'lastScan'>,
  { lastSeenAt, now }: Heard,
): string {
  if (state !== 'pending') return t(`fleet:signOff.state.${state}`);
  if (lastScan !== null) return t('fleet:signOff.state.scanned');
  if (lastSeenAt === null) return t('fleet:signOff.state.pending');
  const latest = Date.parse(lastSeenAt) + longestSilenceSeconds * 1000;
  if (latest < now) return t('fleet:signOff.state.pendingSilent');
  return t('fleet:signOff.state.pendingUntil', { at: new Date(latest).toISOString() });
}
