import type { Translator } from '../locales/translate.ts';

/** A profile of a later version keeps its name. */
export function profileWord(words: Translator, profile: string): string {
  return words.say(`fleet:profile.${profile}`) ?? profile;
}
