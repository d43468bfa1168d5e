import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { ruleTitle } from '../parts/verdict-words.ts';
import { DeviceSearch } from './device-search.tsx';
import { DeviceTable } from './device-table.tsx';
import { firstQuery, type ListQuery } from './route.ts';
import type { ViewProps } from './view-props.ts';

/** The devices: searched, filtered, sorted by the endpoint, a page at a time. */
export function DeviceList({ store, words }: ViewProps): JSX.Element | null {
  const page = store.page.value;
  if (page === null) return null;
  return (
    <section class="card" aria-labelledby="devices" aria-busy={store.waiting.value}>
      <div class="card-head">
        <h2 id="devices" aria-live="polite">
          {words.t('fleet:devices.title', { count: page.matches })}
        </h2>
        <DeviceSearch store={store} words={words} />
      </div>
      <Filters store={store} words={words} />
      {page.devices.length > 0 && <DeviceTable store={store} words={words} devices={page.devices} />}
      {page.matches === 0 && (
        <div class="no-match">
          <p class="quiet">{words.t('fleet:devices.none')}</p>
          <Button small onPress={() => store.search(firstQuery)}>
            {words.t('fleet:devices.showAll')}
          </Button>
        </div>
      )}
      <Pager store={store} words={words} />
    </section>
  );
}

/** What narrows the list, each with a way out of it. */
function Filters({ store, words }: ViewProps): JSX.Element | null {
  const { filter, rule, finding, search } = store.query.value;
  const chips: { what: string; cleared: Partial<ListQuery> }[] = [];
  if (filter !== 'all')
    chips.push({ what: words.t(`fleet:standing.${filter}`), cleared: { filter: firstQuery.filter } });
  if (rule !== null)
    chips.push({
      what: words.t(`fleet:devices.ruleFinding.${finding}`, { rule: ruleTitle(words, rule) }),
      cleared: { rule: firstQuery.rule, finding: firstQuery.finding },
    });
  if (search !== '')
    chips.push({
      what: words.t('fleet:devices.matching', { search }),
      cleared: { search: firstQuery.search },
    });
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label={words.t('fleet:devices.filtered')}>
      {chips.map(({ what, cleared }) => (
        <li key={Object.keys(cleared)[0]}>
          <button
            type="button"
            class="chip"
            aria-label={words.t('fleet:devices.clear', { what })}
            onClick={() => store.search(cleared)}
          >
            <span class="chip-what foreign">{what}</span>
            <span class="chip-cross" aria-hidden="true">
              ×
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Pager({ store, words }: ViewProps): JSX.Element | null {
  const page = store.page.value;
  const from = store.firstShown.value;
  if (page === null || page.devices.length === 0 || (from === 1 && page.next === null)) return null;
  const range = { from, to: from + page.devices.length - 1, all: page.matches };
  return (
    <nav class="pager" aria-label={words.t('fleet:devices.pages')}>
      <span class="quiet small numbers" role="status">
        {words.t('fleet:devices.range', range)}
      </span>
      <Button small busy={from === 1} onPress={() => store.previousPage()}>
        {words.t('fleet:devices.previous')}
      </Button>
      <Button small busy={page.next === null} onPress={() => store.nextPage()}>
        {words.t('fleet:devices.next')}
      </Button>
    </nav>
  );
}
