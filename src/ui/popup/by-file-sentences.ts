import type { ExportResult, JoinResult, ReplyResult } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';

/** What came of writing a file, in words; none where no file was chosen. */
export function exported(result: ExportResult, { t }: Translator): string[] {
  if (result === null) return [];
  if (!result.ok) return [t(`by-file:export.${result.reason}`, { ...result })];
  if (result.joins) return [t('by-file:export.joins', { ...result })];
  return [t('by-file:export.done', { ...result, count: result.reports }), t('by-file:export.then')];
}

/** What a reply changed, in words; none where no file was chosen. */
export function replied(result: ReplyResult, words: Translator): string[] {
  const { t } = words;
  if (result === null) return [];
  if (!result.ok) return [t(`by-file:import.${result.reason}`, { ...result })];
  const { joined, acknowledged, refused, waiting, policy, assigned, keyChanged, keyShared } = result;
  const { signOff, written } = result;
  return [
    joined ? t('by-file:import.joined') : t('by-file:import.acknowledged', { count: acknowledged }),
    ...(refused > 0 ? [t('by-file:import.refused', { count: refused })] : []),
    ...(waiting > 0 ? [t('by-file:import.waiting', { count: waiting })] : []),
    ...(policy === null
      ? []
      : [t(`by-file:import.${policy.taken ? 'policy' : 'policy-refused'}`, { version: policy.version })]),
    ...(assigned ? [t('by-file:import.assigned')] : []),
    ...(keyChanged ? [t('by-file:import.key-changed')] : []),
    ...(keyShared === null ? [] : [t(`by-file:import.key-shared-${keyShared}`)]),
    ...(signOff === null ? [] : [t(`by-file:import.sign-off-${signOff}`)]),
    ...exported(written, words),
  ];
}

/** What came of IT's file for a machine without a network, in words; none where no file was chosen. */
export function joining(result: JoinResult, words: Translator): string[] {
  if (result === null) return [];
  if (!result.ok) return [words.t(`by-file:join.${result.reason}`, { ...result })];
  return exported(result.written, words);
}
