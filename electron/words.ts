import englishRules from '../src/ui/locales/en/rules.json' with { type: 'json' };
import englishTray from '../src/ui/locales/en/tray.json' with { type: 'json' };
import { createTranslator, type Language, type Translator } from '../src/ui/locales/translate.ts';
import chineseRules from '../src/ui/locales/zh-CN/rules.json' with { type: 'json' };
import chineseTray from '../src/ui/locales/zh-CN/tray.json' with { type: 'json' };

const words = {
  en: { rules: englishRules, tray: englishTray },
  'zh-CN': { rules: chineseRules, tray: chineseTray },
} as const satisfies Record<Language, object>;

/** The words of tray and notifications. */
export function shellWords(language: Language): Translator {
  return createTranslator(language, words[language]);
}
