import type { JSX } from 'preact';
import type { ShownVerdict } from '../../ipc/schema.ts';
import type { Status } from '../../rules/verdict.ts';
import { RuleFold } from './rule-fold.tsx';
import { RuleRow } from './rule-row.tsx';
import type { Store } from './store.ts';

const fine: readonly Status[] = ['pass', 'excepted', 'not-applicable'];

/**
 * What decides where this computer stands, worst first, as the verdicts come; below it, folded, what only advises and
 * what is fine. The first failure stands open: it is what the user came for.
 */
export function RuleList({ store }: { readonly store: Store }): JSX.Element | null {
  const { verdicts } = store.state.value;
  if (verdicts.length === 0) return null;
  const wanting = verdicts.filter(({ status }) => !fine.includes(status));
  const deciding = wanting.filter(({ severity }) => severity === 'required');
  return (
    <section class="rules" aria-label={store.words.value.t('popup:rules')}>
      {deciding.length > 0 && <DecidingRules store={store} verdicts={deciding} />}
      <RuleFold
        store={store}
        kind="advised"
        verdicts={wanting.filter(({ severity }) => severity === 'advised')}
      />
      <RuleFold store={store} kind="fine" verdicts={verdicts.filter(({ status }) => fine.includes(status))} />
    </section>
  );
}

interface DecidingRulesProps {
  readonly store: Store;
  readonly verdicts: readonly ShownVerdict[];
}

function DecidingRules({ store, verdicts }: DecidingRulesProps): JSX.Element {
  return (
    <ul class="rule-list">
      {verdicts.map((verdict, index) => (
        <RuleRow
          key={verdict.rule}
          store={store}
          verdict={verdict}
          open={index === 0 && verdict.status === 'fail'}
        />
      ))}
    </ul>
  );
}
