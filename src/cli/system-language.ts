import { type Language, preferredLanguage } from '../ui/locales/translate.ts';

/** The environment variables that say a user's language; the first that is set counts (POSIX, 8.2). */
export interface LanguageVariables {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

export function systemLanguage(env: LanguageVariables): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return preferredLanguage(locale === undefined ? [] : [locale.replaceAll('_', '-')]);
}
