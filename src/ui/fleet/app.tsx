import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { DeviceView } from './device-view.tsx';
import { EnrolView } from './enrol-view.tsx';
import { FleetView } from './fleet-view.tsx';
import { Notices } from './notices.tsx';
import { PoliciesView } from './policies-view.tsx';
import { SignIn } from './sign-in.tsx';
import { StatementsView } from './statements-view.tsx';
import type { Store } from './store.ts';
import { TopBar } from './top-bar.tsx';
import type { ViewProps } from './view-props.ts';
import { fleetWords } from './words.ts';

/** The page: a bar on top, and below it what the address asks for. */
export function App({ store }: { readonly store: Store }): JSX.Element {
  const language = store.language.value;
  const words = useMemo(() => fleetWords(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <>
      <TopBar store={store} words={words} />
      <main id="content">
        <Notices store={store} words={words} />
        <View store={store} words={words} />
      </main>
    </>
  );
}

function View({ store, words }: ViewProps): JSX.Element | null {
  const session = store.session.value;
  // Until the endpoint has said who we are, there is nothing to show; the notices say where that fails.
  if (session === null) return null;
  if (session.user === null) return <SignIn store={store} words={words} />;
  const { name } = store.route.value;
  if (name === 'device') return <DeviceView store={store} words={words} />;
  if (name === 'statements') return <StatementsView store={store} words={words} />;
  if (name === 'policies') return <PoliciesView store={store} words={words} />;
  if (name === 'enrol') return <EnrolView store={store} words={words} />;
  return <FleetView store={store} words={words} />;
}
