import { type Language, preferredLanguage } from '../ui/locales/translate.ts';

/** The environment variables that say a user's language; the first that is set counts (POSIX, 8.2). */
export interface LanguageVariables {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/** Windows says it to programs, not in variables: `windowsLocale` is what Node learned there. */
export function systemLanguage(
  env: LanguageVariables,
  os: NodeJS.Platform = process.platform,
  windowsLocale: string = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  if (os === 'win32') return preferredLanguage([windowsLocale]);
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return preferredLanguage(locale === undefined ? [] : [locale.replaceAll('_', '-')]);
}
