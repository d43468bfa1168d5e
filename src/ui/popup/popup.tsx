import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ByFileView } from './by-file-view.tsx';
import { Footer } from './footer.tsx';
import { HelpView } from './help-view.tsx';
import { IncidentView } from './incident-view.tsx';
import { LastReportView } from './last-report-view.tsx';
import { NotRightView } from './not-right-view.tsx';
import { RuleList } from './rule-list.tsx';
import { SharedKeyNotice } from './shared-key-notice.tsx';
import { SignOffNotice } from './sign-off-notice.tsx';
import { SignedOffView } from './signed-off-view.tsx';
import { StandingHeader } from './standing-header.tsx';
import type { Store } from './store.ts';
import { TrainingView } from './training-view.tsx';
import { WhoseComputer } from './whose-computer.tsx';

export function Popup({ store }: { readonly store: Store }): JSX.Element {
  const { t, language } = store.words.value;
  const view = store.view.value;
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('popup:title');
  }, [language, t]);
  useEscape(() => (store.view.value.name === 'rules' ? store.close() : store.showRules()));
  const { signOff } = store.state.value;
  if (signOff?.state === 'signed-off' && view.name !== 'join')
    return <SignedOffView store={store} signedOff={signOff} />;
  if (view.name === 'not-right') return <NotRightView store={store} />;
  if (view.name === 'incident') return <IncidentView store={store} />;
  if (view.name === 'help') return <HelpView store={store} />;
  if (view.name === 'by-file' || view.name === 'join') return <ByFileView store={store} />;
  if (view.name === 'training') return <TrainingView store={store} />;
  if (view.name === 'last-report') return <LastReportView store={store} report={view.report} />;
  return (
    <>
      <StandingHeader store={store} />
      <main>
        <SignOffNotice store={store} />
        <SharedKeyNotice store={store} />
        <RuleList store={store} />
        <WhoseComputer store={store} />
      </main>
      <Footer store={store} />
    </>
  );
}

function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}
