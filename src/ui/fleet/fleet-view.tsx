import type { JSX } from 'preact';
import type { FleetSummary } from '../../protocol/fleet.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle } from '../parts/verdict-words.ts';
import type { ViewProps } from './app.tsx';
import { DeviceTable } from './device-table.tsx';

const tiles = [
  { filter: 'compliant', count: 'compliant', sign: 'pass' },
  { filter: 'not-compliant', count: 'notCompliant', sign: 'fail' },
  { filter: 'unknown', count: 'unknown', sign: 'unknown' },
  { filter: 'silent', count: 'silent', sign: 'silent' },
] as const;

/** The fleet at a glance: one sentence, four counts, each rule, and the devices. */
export function FleetView({ store, words }: ViewProps): JSX.Element | null {
  const summary = store.summary.value;
  if (summary === null) return null;
  if (summary.devices === 0)
    return (
      <section class="card sheet">
        <h1>{words.t('fleet:empty.title')}</h1>
        <p class="quiet">{words.t('fleet:empty.text')}</p>
        <p>
          <a href="#/enrol">{words.t('fleet:nav.enrol')}</a>
        </p>
      </section>
    );
  return (
    <>
      <h1>{words.t('fleet:sentence', { count: summary.devices, compliant: summary.compliant })}</h1>
      <div class="tiles">
        {tiles.map(({ filter, count, sign }) => {
          const chosen = store.query.value.filter === filter;
          return (
            <button
              key={filter}
              type="button"
              class="tile"
              aria-pressed={chosen}
              onClick={() => store.search({ filter: chosen ? 'all' : filter })}
            >
              <StatusIcon sign={sign} size={20} />
              <span class="tile-count numbers">{summary[count]}</span>
              <span>{words.t(`fleet:standing.${filter}`)}</span>
            </button>
          );
        })}
      </div>
      <Rules store={store} words={words} summary={summary} />
      <DeviceTable store={store} words={words} />
    </>
  );
}

function Rules({ store, words, summary }: ViewProps & { readonly summary: FleetSummary }): JSX.Element {
  return (
    <section class="card" aria-labelledby="rules">
      <h2 id="rules">{words.t('fleet:rules.title')}</h2>
      <table class="rules">
        <thead>
          <tr>
            <th scope="col">{words.t('fleet:rules.rule')}</th>
            {(['pass', 'fail', 'unknown'] as const).map((status) => (
              <th key={status} scope="col" class="number">
                {words.t(`rules:status.${status}`)}
              </th>
            ))}
            <th scope="col">
              <span class="unseen">{words.t('fleet:rules.show')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.rules.map((rule) => {
            const chosen = store.query.value.rule === rule.rule;
            return (
              <tr key={rule.rule}>
                <th scope="row">{ruleTitle(words, rule.rule)}</th>
                <td class="number numbers">{rule.pass}</td>
                <td class="number numbers">{rule.fail}</td>
                <td class="number numbers">{rule.unknown}</td>
                <td>
                  {rule.fail > 0 && (
                    <button
                      type="button"
                      class="link"
                      aria-pressed={chosen}
                      onClick={() => store.search({ rule: chosen ? null : rule.rule })}
                    >
                      {words.t(chosen ? 'fleet:rules.showAll' : 'fleet:rules.showFailing')}
                      <span class="unseen">: {ruleTitle(words, rule.rule)}</span>
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
