import englishByFile from '../locales/en/by-file.json' with { type: 'json' };
import englishConnection from '../locales/en/connection.json' with { type: 'json' };
import englishPopup from '../locales/en/popup.json' with { type: 'json' };
import englishRules from '../locales/en/rules.json' with { type: 'json' };
import englishSignOff from '../locales/en/sign-off.json' with { type: 'json' };
import englishTraining from '../locales/en/training.json' with { type: 'json' };
import { createTranslator, type Language, type Translator } from '../locales/translate.ts';
import chineseByFile from '../locales/zh-CN/by-file.json' with { type: 'json' };
import chineseConnection from '../locales/zh-CN/connection.json' with { type: 'json' };
import chinesePopup from '../locales/zh-CN/popup.json' with { type: 'json' };
import chineseRules from '../locales/zh-CN/rules.json' with { type: 'json' };
import chineseSignOff from '../locales/zh-CN/sign-off.json' with { type: 'json' };
import chineseTraining from '../locales/zh-CN/training.json' with { type: 'json' };

const words = {
  en: {
    rules: englishRules,
    popup: englishPopup,
    connection: englishConnection,
    training: englishTraining,
    'by-file': englishByFile,
    'sign-off': englishSignOff,
  },
  'zh-CN': {
    rules: chineseRules,
    popup: chinesePopup,
    connection: chineseConnection,
    training: chineseTraining,
    'by-file': chineseByFile,
    'sign-off': chineseSignOff,
  },
} as const satisfies Record<Language, object>;

export function popupWords(language: Language): Translator {
  return createTranslator(language, words[language]);
}
