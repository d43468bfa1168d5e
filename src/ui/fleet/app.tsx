import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { DeviceView } from './device-view.tsx';
import { EnrolView } from './enrol-view.tsx';
import { FleetView } from './fleet-view.tsx';
import { SignIn } from './sign-in.tsx';
import type { Store } from './store.ts';
import { fleetWords } from './words.ts';

export interface ViewProps {
  readonly store: Store;
  readonly words: Translator;
}

/** The page: a bar on top, and below it what the address asks for. */
export function App({ store }: { readonly store: Store }): JSX.Element {
  const language = store.language.value;
  const words = useMemo(() => fleetWords(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.t('fleet:title');
  }, [language, words]);
  return (
    <>
      <Bar store={store} words={words} />
      <main>
        <Trouble store={store} words={words} />
        <View store={store} words={words} />
      </main>
    </>
  );
}

function View({ store, words }: ViewProps): JSX.Element | null {
  const session = store.session.value;
  if (session === null) return null;
  if (session.user === null) return <SignIn store={store} words={words} />;
  const { name } = store.route.value;
  if (name === 'device') return <DeviceView store={store} words={words} />;
  if (name === 'enrol') return <EnrolView store={store} words={words} />;
  return <FleetView store={store} words={words} />;
}

function Bar({ store, words }: ViewProps): JSX.Element {
  const user = store.session.value?.user ?? null;
  const other = words.language === 'en' ? 'zh-CN' : 'en';
  return (
    <header class="bar">
      <a class="bar-name" href="#/">
        {words.t('fleet:name')}
      </a>
      {user !== null && (
        <nav aria-label={words.t('fleet:nav.label')}>
          <a href="#/">{words.t('fleet:nav.fleet')}</a>
          <a href="#/enrol">{words.t('fleet:nav.enrol')}</a>
        </nav>
      )}
      <span class="bar-end">
        <Button kind="plain" small onPress={() => store.setLanguage(other)}>
          <span lang={other}>{other === 'en' ? 'English' : '中文'}</span>
        </Button>
        {user !== null && <span class="quiet foreign">{user}</span>}
        {user !== null && (
          <Button small onPress={() => void store.signOut()}>
            {words.t('fleet:signOut')}
          </Button>
        )}
      </span>
    </header>
  );
}

function Trouble({ store, words }: ViewProps): JSX.Element {
  const code = store.trouble.value;
  const lost = store.session.value?.user != null && !store.connected.value;
  const said =
    code === null ? null : (words.say(`fleet:trouble.${code}`) ?? words.t('fleet:trouble.other', { code }));
  return (
    <div role="status">
      {lost && <p class="notice">{words.t('fleet:connectionLost')}</p>}
      {said !== null && <p class="notice notice-bad">{said}</p>}
    </div>
  );
}
