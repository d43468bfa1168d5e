import englishFleet from '../locales/en/fleet.json' with { type: 'json' };
import englishRules from '../locales/en/rules.json' with { type: 'json' };
import {
  createTranslator,
  type Language,
  languages,
  preferredLanguage,
  type Translator,
} from '../locales/translate.ts';
import chineseFleet from '../locales/zh-CN/fleet.json' with { type: 'json' };
import chineseRules from '../locales/zh-CN/rules.json' with { type: 'json' };

const words = {
  en: { rules: englishRules, fleet: englishFleet },
  'zh-CN': { rules: chineseRules, fleet: chineseFleet },
} as const satisfies Record<Language, object>;

const remembered = 'deskward-language';

export function fleetWords(language: Language): Translator {
  return createTranslator(language, words[language]);
}

/** The language that was chosen here before, else the browser's. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  return languages.find((language) => language === chosen) ?? preferredLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(remembered, language);
}
