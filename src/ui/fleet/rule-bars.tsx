import type { JSX } from 'preact';
import type { FleetSummary } from '../../protocol/fleet.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle } from '../parts/verdict-words.ts';
import { firstQuery } from './route.ts';
import { ShareBar } from './share-bar.tsx';
import type { ViewProps } from './view-props.ts';

type RuleCounts = FleetSummary['rules'][number];

/** Worst first; the bar ends with the worst, beside its name. `optional`: named where there are any, behind the others. */
const parts = [
  { count: 'fail', sign: 'fail', optional: false },
  { count: 'unknown', sign: 'unknown', optional: false },
  { count: 'advised', sign: 'advised', optional: true },
  { count: 'excepted', sign: 'excepted', optional: true },
  { count: 'pass', sign: 'pass', optional: false },
  { count: 'notApplicable', sign: 'not-applicable', optional: true },
] as const;
const bar = parts.toReversed();
const noRule = { rule: firstQuery.rule, finding: firstQuery.finding };

type RuleBarProps = ViewProps & { readonly rule: RuleCounts };

/** Each rule of the fleet, the one that keeps most from complying first; choosing one shows the devices that fail it. */
export function RuleBars({
  store,
  words,
  rules,
}: ViewProps & { readonly rules: FleetSummary['rules'] }): JSX.Element {
  const ranked = rules.toSorted(
    (one, other) => other.fail - one.fail || other.unknown - one.unknown || other.advised - one.advised,
  );
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

function RuleBar({ store, words, rule }: RuleBarProps): JSX.Element {
  const isChosen = store.query.value.rule === rule.rule;
  const told = [
    ...parts.filter(({ optional }) => !optional),
    ...parts.filter(({ count, optional }) => optional && rule[count] > 0),
  ];
  // Where nothing of it has to be fixed, what it advises is all there is to see.
  const finding = rule.fail === 0 && rule.advised > 0 ? 'advised' : 'fail';
  return (
    <li class="rule">
      <button
        type="button"
        class="rule-name foreign"
        aria-pressed={isChosen}
        onClick={() => store.search(isChosen ? noRule : { rule: rule.rule, finding })}
      >
        {ruleTitle(words, rule.rule)}
      </button>
      <ShareBar parts={bar.map(({ sign, count }) => ({ sign, count: rule[count] }))} />
      <span class="rule-counts small numbers">
        {told.map(({ count, sign }) => (
          <span key={count} class={rule[count] === 0 ? 'rule-count quiet' : 'rule-count'}>
            <StatusIcon sign={sign} size={13} />
            {count === 'advised' && finding !== 'advised' ? (
              <AdvisedCount store={store} words={words} rule={rule} />
            ) : (
              words.t(`fleet:rules.count.${count}`, { count: rule[count] })
            )}
          </span>
        ))}
      </span>
    </li>
  );
}

/** The way to the devices that a rule only advises, where others have to mend it. */
function AdvisedCount({ store, words, rule }: RuleBarProps): JSX.Element {
  const { rule: chosen, finding } = store.query.value;
  const isChosen = chosen === rule.rule && finding === 'advised';
  const counted = words.t('fleet:rules.count.advised', { count: rule.advised });
  return (
    <button
      type="button"
      class="rule-advised"
      aria-label={`${ruleTitle(words, rule.rule)}: ${counted}`}
      aria-pressed={isChosen}
      onClick={() => store.search(isChosen ? noRule : { rule: rule.rule, finding: 'advised' })}
    >
      {counted}
    </button>
  );
}
