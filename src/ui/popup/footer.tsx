import type { JSX } from 'preact';
import type { PopupState } from '../../ipc/schema.ts';
import { type Language, languages } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { ReportingLine } from './reporting-line.tsx';
import type { Store } from './store.ts';

/** Each language in its own words: whoever doesn't read the present one must still find theirs. */
const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

export function Footer({ store }: { readonly store: Store }): JSX.Element {
  const state = store.state.value;
  const words = store.words.value;
  const { t } = words;
  return (
    <footer>
      <ReportingLine reporting={state.reporting} words={words} />
      {state.keyProtection !== 'os' && state.reporting.state !== 'not-enrolled' && (
        <p class="quiet">{t(`popup:key-in-${state.keyProtection}`)}</p>
      )}
      <div class="footer-actions">
        <Button kind="plain" small onPress={() => store.show('help')}>
          {t('popup:help.open')}
        </Button>
        <Button kind="plain" small onPress={() => store.show('incident')}>
          {t('popup:incident.open')}
        </Button>
      </div>
      {goesByFile(state) && (
        <Button kind="plain" small onPress={() => store.show('by-file')}>
          {t('by-file:open')}
        </Button>
      )}
      <Button kind="plain" small onPress={() => void store.showLastReport()}>
        {t('popup:last-report.open')}
      </Button>
      <div class="footer-end">
        <p class="quiet foreign">{t('popup:device', { hostname: state.hostname, version: state.version })}</p>
        <LanguageSwitch store={store} />
      </div>
    </footer>
  );
}

/** Where a network is rare, and wherever reports can't leave now. */
function goesByFile({ profile, reporting }: PopupState): boolean {
  if (reporting.state === 'not-enrolled') return false;
  return profile === 'dedicated' || reporting.state === 'offline' || reporting.state === 'distrusted';
}

function LanguageSwitch({ store }: { readonly store: Store }): JSX.Element {
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
