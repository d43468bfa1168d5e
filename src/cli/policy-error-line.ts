import type { PolicyError } from '../policy/policy.ts';
import type { Translator } from '../ui/locales/translate.ts';

/** Line, column, path and what is wrong, in the form that editors and compilers use behind a file's name, so that a click leads there. */
export function policyErrorLine({ line, column, path, trouble }: PolicyError, words: Translator): string {
  const sentence = words.t(`policy:${trouble.id}`, trouble.values);
  return `${line}:${column}: ${path === '' ? '' : `${path}: `}${sentence}`;
}
