import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { goesByFile } from './goes-by-file.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { ReportingLine } from './reporting-line.tsx';
import type { Store } from './store.ts';

export function Footer({ store }: { readonly store: Store }): JSX.Element {
  const state = store.state.value;
  const words = store.words.value;
  const { t } = words;
  const isStranger = state.reporting.state === 'not-enrolled';
  return (
    <footer>
      <ReportingLine state={state} words={words} />
      {state.keyProtection !== 'os' && !isStranger && (
        <p class="quiet">{t(`popup:key-in-${state.keyProtection}`)}</p>
      )}
      <div class="footer-actions">
        <Button kind="plain" small onPress={() => store.show('help')}>
          {t('popup:help.open')}
        </Button>
        <Button kind="plain" small onPress={() => store.show('incident')}>
          {t('popup:incident.open')}
        </Button>
        <Button kind="plain" small onPress={() => void store.showLastReport()}>
          {t('popup:last-report.open')}
        </Button>
        {(isStranger || goesByFile(state)) && (
          <Button kind="plain" small onPress={() => store.show('by-file')}>
            {t(isStranger ? 'by-file:join.open' : 'by-file:open')}
          </Button>
        )}
      </div>
      <div class="footer-end">
        <p class="quiet foreign">{t('popup:device', { hostname: state.hostname, version: state.version })}</p>
        <LanguageSwitch store={store} />
      </div>
    </footer>
  );
}
