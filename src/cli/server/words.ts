import cliEn from '../../ui/locales/en/cli.json' with { type: 'json' };
import { createTranslator, type Translator } from '../../ui/locales/translate.ts';
import cliZh from '../../ui/locales/zh-CN/cli.json' with { type: 'json' };
import { type LanguageVariables, systemLanguage } from '../system-language.ts';

export function wordsFor(env: LanguageVariables): Translator {
  const language = systemLanguage(env);
  return createTranslator(language, { cli: language === 'zh-CN' ? cliZh : cliEn });
}
