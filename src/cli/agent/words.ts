import type { Settings } from '../../agent/settings.ts';
import cliEn from '../../ui/locales/en/cli.json' with { type: 'json' };
import rulesEn from '../../ui/locales/en/rules.json' with { type: 'json' };
import {
  createTranslator,
  type Language,
  preferredLanguage,
  type Translator,
} from '../../ui/locales/translate.ts';
import cliZh from '../../ui/locales/zh-CN/cli.json' with { type: 'json' };
import rulesZh from '../../ui/locales/zh-CN/rules.json' with { type: 'json' };

/** The environment variables that say a user's language; the first that is set counts (POSIX, 8.2). */
export interface LanguageVariables {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

export function wordsIn(language: Language): Translator {
  return language === 'zh-CN'
    ? createTranslator(language, { rules: rulesZh, cli: cliZh })
    : createTranslator(language, { rules: rulesEn, cli: cliEn });
}

export function languageFor(settings: Settings, env: LanguageVariables): Language {
  const chosen = settings.get('language');
  if (chosen !== 'system') return chosen;
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return preferredLanguage(locale === undefined ? [] : [locale.replaceAll('_', '-')]);
}
