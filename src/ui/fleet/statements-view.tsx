import type { JSX } from 'preact';
import { Loading } from './loading.tsx';
import { PageTitle } from './page-title.tsx';
import { StatementList } from './statement-list.tsx';
import type { ViewProps } from './view-props.ts';

/** What people said on all computers. */
export function StatementsView({ store, words }: ViewProps): JSX.Element {
  const statements = store.statements.value;
  return (
    <>
      <div class="overview">
        <PageTitle store={store} words={words} title={words.t('fleet:statements.title')} />
        <p class="quiet lead">{words.t('fleet:statements.text')}</p>
      </div>
      {statements === null ? (
        <Loading store={store} words={words} />
      ) : (
        <section class="card" aria-label={words.t('fleet:statements.title')}>
          {statements.length === 0 && <p class="quiet">{words.t('fleet:statements.none')}</p>}
          <StatementList store={store} words={words} statements={statements} withDevice />
        </section>
      )}
    </>
  );
}
