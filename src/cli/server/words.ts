import cliEn from '../../ui/locales/en/cli.json' with { type: 'json' };
import policyEn from '../../ui/locales/en/policy.json' with { type: 'json' };
import { createTranslator, type Translator } from '../../ui/locales/translate.ts';
import cliZh from '../../ui/locales/zh-CN/cli.json' with { type: 'json' };
import policyZh from '../../ui/locales/zh-CN/policy.json' with { type: 'json' };
import { type LanguageVariables, systemLanguage } from '../system-language.ts';

export function wordsFor(env: LanguageVariables): Translator {
  const language = systemLanguage(env);
  return language === 'zh-CN'
    ? createTranslator(language, { cli: cliZh, policy: policyZh })
    : createTranslator(language, { cli: cliEn, policy: policyEn });
}
