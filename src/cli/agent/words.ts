import type { Settings } from '../../agent/settings.ts';
import byFileEn from '../../ui/locales/en/by-file.json' with { type: 'json' };
import cliEn from '../../ui/locales/en/cli.json' with { type: 'json' };
import connectionEn from '../../ui/locales/en/connection.json' with { type: 'json' };
import policyEn from '../../ui/locales/en/policy.json' with { type: 'json' };
import rulesEn from '../../ui/locales/en/rules.json' with { type: 'json' };
import signOffEn from '../../ui/locales/en/sign-off.json' with { type: 'json' };
import { createTranslator, type Language, type Translator } from '../../ui/locales/translate.ts';
import byFileZh from '../../ui/locales/zh-CN/by-file.json' with { type: 'json' };
import cliZh from '../../ui/locales/zh-CN/cli.json' with { type: 'json' };
import connectionZh from '../../ui/locales/zh-CN/connection.json' with { type: 'json' };
import policyZh from '../../ui/locales/zh-CN/policy.json' with { type: 'json' };
import rulesZh from '../../ui/locales/zh-CN/rules.json' with { type: 'json' };
import signOffZh from '../../ui/locales/zh-CN/sign-off.json' with { type: 'json' };
import { type LanguageVariables, systemLanguage } from '../system-language.ts';

export function wordsIn(language: Language): Translator {
  return language === 'zh-CN'
    ? createTranslator(language, {
        rules: rulesZh,
        cli: cliZh,
        connection: connectionZh,
        policy: policyZh,
        'by-file': byFileZh,
        'sign-off': signOffZh,
      })
    : createTranslator(language, {
        rules: rulesEn,
        cli: cliEn,
        connection: connectionEn,
        policy: policyEn,
        'by-file': byFileEn,
        'sign-off': signOffEn,
      });
}

export function languageFor(settings: Settings, env: LanguageVariables): Language {
  const chosen = settings.get('language');
  if (chosen !== 'system') return chosen;
  return systemLanguage(env);
}
