import type { JSX } from 'preact';
import type { FleetSummary } from '../../protocol/fleet.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle } from '../parts/verdict-words.ts';
import { ShareBar } from './share-bar.tsx';
import type { ViewProps } from './view-props.ts';

type RuleCounts = FleetSummary['rules'][number];

/** Worst first, as they are named; the bar ends with the worst, beside its name. `optional`: named where there are any. */
const parts = [
  { count: 'fail', sign: 'fail', optional: false },
  { count: 'unknown', sign: 'unknown', optional: false },
  { count: 'excepted', sign: 'excepted', optional: true },
  { count: 'pass', sign: 'pass', optional: false },
  { count: 'notApplicable', sign: 'not-applicable', optional: true },
] as const;
const bar = parts.toReversed();

/** Each rule of the fleet, the one that fails most first; choosing one shows the devices that fail it. */
export function RuleBars({
  store,
  words,
  rules,
}: ViewProps & { readonly rules: FleetSummary['rules'] }): JSX.Element {
  const ranked = rules.toSorted((one, other) => other.fail - one.fail || other.unknown - one.unknown);
  return (
    <section class="card" aria-labelledby="rules">
      <div class="card-head">
        <h2 id="rules">{words.t('fleet:rules.title')}</h2>
        {rules.length > 0 && <p class="quiet small rules-hint">{words.t('fleet:rules.hint')}</p>}
      </div>
      {rules.length === 0 && <p class="quiet">{words.t('fleet:rules.none')}</p>}
      <ul class="rules">
        {ranked.map((rule) => (
          <RuleBar key={rule.rule} store={store} words={words} rule={rule} />
        ))}
      </ul>
    </section>
  );
}

function RuleBar({ store, words, rule }: ViewProps & { readonly rule: RuleCounts }): JSX.Element {
  const isChosen = store.query.value.rule === rule.rule;
  const told = parts.filter(({ count, optional }) => !optional || rule[count] > 0);
  return (
    <li class="rule">
      <button
        type="button"
        class="rule-name foreign"
        aria-pressed={isChosen}
        onClick={() => store.search({ rule: isChosen ? null : rule.rule })}
      >
        {ruleTitle(words, rule.rule)}
      </button>
      <ShareBar parts={bar.map(({ sign, count }) => ({ sign, count: rule[count] }))} />
      <span class="rule-counts small numbers">
        {told.map(({ count, sign }) => (
          <span key={count} class={rule[count] === 0 ? 'rule-count quiet' : 'rule-count'}>
            <StatusIcon sign={sign} size={13} />
            {words.t(`fleet:rules.count.${count}`, { count: rule[count] })}
          </span>
        ))}
      </span>
    </li>
  );
}
