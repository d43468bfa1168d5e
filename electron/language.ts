import { type Language, preferredLanguage } from '../src/ui/locales/translate.ts';

/** What the user chose, else the first language of the system that Deskward speaks. */
export function languageOf(chosen: Language | null, systemLanguages: readonly string[]): Language {
  return chosen ?? preferredLanguage(systemLanguages);
}
