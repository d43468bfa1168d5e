import englishPopup from '../locales/en/popup.json' with { type: 'json' };
import englishRules from '../locales/en/rules.json' with { type: 'json' };
import { createTranslator, type Language, type Translator } from '../locales/translate.ts';
import chinesePopup from '../locales/zh-CN/popup.json' with { type: 'json' };
import chineseRules from '../locales/zh-CN/rules.json' with { type: 'json' };

const words = {
  en: { rules: englishRules, popup: englishPopup },
  'zh-CN': { rules: chineseRules, popup: chinesePopup },
} as const satisfies Record<Language, object>;

export function popupWords(language: Language): Translator {
  return createTranslator(language, words[language]);
}
