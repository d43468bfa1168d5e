import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LastReport } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { indentJson } from './indent-json.ts';
import type { Store } from './store.ts';

interface LastReportViewProps {
  readonly store: Store;
  readonly report: LastReport;
}

/** What IT was last told about this computer: everything, and nothing else. */
export function LastReportView({ store, report }: LastReportViewProps): JSX.Element {
  const words = store.words.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // As in SubView: the focus begins anew, with the page itself.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="last-report">
      <Button kind="plain" small onPress={store.showRules}>
        <span aria-hidden="true">‹</span> {words.t('popup:last-report.back')}
      </Button>
      <h1 ref={heading} tabIndex={-1}>
        {words.t('popup:last-report.title')}
      </h1>
      {report === null ? (
        <p>{words.t('popup:last-report.none')}</p>
      ) : (
        <Payload report={report} words={words} />
      )}
    </main>
  );
}

interface PayloadProps {
  readonly report: NonNullable<LastReport>;
  readonly words: Translator;
}

function Payload({ report, words }: PayloadProps): JSX.Element {
  const asSent = useSignal(false);
  const { t } = words;
  const count = new TextEncoder().encode(report.payload).length;
  return (
    <>
      <p class="quiet numbers">{t('popup:last-report.sent-at', { at: report.sentAt })}</p>
      <p class="quiet numbers">
        {t(asSent.value ? 'popup:last-report.as-sent' : 'popup:last-report.indented', { count })}
      </p>
      <Button
        small
        onPress={() => {
          asSent.value = !asSent.value;
        }}
      >
        {t(asSent.value ? 'popup:last-report.show-indented' : 'popup:last-report.show-as-sent')}
      </Button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section class="payload" tabIndex={0} aria-label={t('popup:last-report.content')}>
        <pre lang="en">{asSent.value ? report.payload : indentJson(report.payload)}</pre>
      </section>
    </>
  );
}
