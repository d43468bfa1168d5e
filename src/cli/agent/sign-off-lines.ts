import type { ConfirmedSignOff, SignOff } from '../../agent/sign-off.ts';
import type { Translator } from '../../ui/locales/translate.ts';
import { printable } from './text-width.ts';

export interface SignOffCircumstances {
  /** Whether an agent works here that goes on with it. */
  readonly running: boolean;
  /** Whether reports leave by file alone. */
  readonly byFile: boolean;
}

/** Where a sign-off stands and what to do next: one sentence, and more below it. None where there is no sign-off. */
export function signOffLines(
  signOff: SignOff | null,
  around: SignOffCircumstances,
  words: Translator,
): readonly string[] {
  if (signOff === null) return [];
  const [heading = '', ...rest] =
    signOff.state === 'pending' ? pendingLines(signOff, around, words) : endLines(signOff, around, words);
  return [heading, ...rest.map((line) => `  ${printable(line)}`)];
}

function pendingLines(
  { notice, lastScanSentAt }: Extract<SignOff, { state: 'pending' }>,
  { byFile }: SignOffCircumstances,
  { t }: Translator,
): readonly string[] {
  const { person, reason, askedAt } = notice;
  const by = notice.askedBy || t('sign-off:it');
  const waits = byFile ? 'scan-by-file' : 'scan-waits';
  return [
    t('sign-off:title'),
    t(person === '' ? 'sign-off:asked' : 'sign-off:asked-for', { by, person, at: askedAt }),
    ...(reason === '' ? [] : [t('sign-off:reason', { reason })]),
    lastScanSentAt === null ? t(`sign-off:${waits}`) : t('sign-off:scan-sent', { at: lastScanSentAt }),
    t(byFile ? 'sign-off:stay-by-file' : 'sign-off:stay'),
    t('sign-off:mistake'),
  ];
}

function endLines(
  { state, record, unsent }: ConfirmedSignOff,
  { running }: SignOffCircumstances,
  { t }: Translator,
): readonly string[] {
  const { person, confirmedAt } = record;
  const by = record.confirmedBy || t('sign-off:it');
  const say = (key: string, values?: Record<string, unknown>) => t(`cli:agent.sign-off.${key}`, values);
  const confirmed = say(person === '' ? 'confirmed' : 'confirmed-for', { by, person, at: confirmedAt });
  const lost = unsent === 0 ? [] : [t('sign-off:unsent', { count: unsent })];
  if (state === 'wiping')
    return [say('wiping'), confirmed, say(running ? 'wiping-now' : 'wiping-later'), ...lost];
  return [t('sign-off:done'), confirmed, t('sign-off:done-text'), ...lost, say('again')];
}
