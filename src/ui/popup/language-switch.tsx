import type { JSX } from 'preact';
import { type Language, languages } from '../locales/translate.ts';
import type { Store } from './store.ts';

/** Each language in its own words: whoever doesn't read the present one must still find theirs. */
const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

export function LanguageSwitch({ store }: { readonly store: Store }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset with a legend would say the same with a frame around it.
    <div class="languages" role="group" aria-label={store.words.value.t('popup:language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === store.state.value.language}
          onClick={() => void store.setLanguage(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}
