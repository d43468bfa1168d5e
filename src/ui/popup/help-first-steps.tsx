import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ShownVerdict } from '../../ipc/schema.ts';
import { findingOf } from '../../rules/verdict.ts';
import { Button } from '../parts/button.tsx';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle, sentence } from '../parts/verdict-words.ts';
import { ReportingLine } from './reporting-line.tsx';
import { Remedy } from './rule-details.tsx';
import { SaidList } from './said-list.tsx';
import type { Store } from './store.ts';

interface HelpFirstStepsProps {
  readonly store: Store;
  readonly prepare: () => Promise<void>;
}

/** What failed, worst first, each with what its user can try; and the way on. */
export function HelpFirstSteps({ store, prepare }: HelpFirstStepsProps): JSX.Element {
  const words = store.words.value;
  const { verdicts, reporting } = store.state.value;
  const isBusy = useSignal(false);
  const open = verdicts.filter(({ status }) => status === 'fail' || status === 'unknown');
  const press = async (): Promise<void> => {
    isBusy.value = true;
    await prepare();
    isBusy.value = false;
  };
  return (
    <>
      {reporting.state !== 'up-to-date' && <ReportingLine state={store.state.value} words={words} />}
      <p>{words.t(open.length === 0 ? 'popup:help.nothing' : 'popup:help.first')}</p>
      {open.map((verdict, index) => (
        <Failure key={verdict.rule} store={store} verdict={verdict} isOpen={index === 0} />
      ))}
      {open.length > 0 && <h2>{words.t('popup:help.then')}</h2>}
      <Button
        kind={open.length === 0 ? 'primary' : 'normal'}
        busy={isBusy.value}
        onPress={() => void press()}
      >
        {words.t('popup:help.prepare')}
      </Button>
      <SaidList store={store} kind="help" />
    </>
  );
}

interface FailureProps {
  readonly store: Store;
  readonly verdict: ShownVerdict;
  readonly isOpen: boolean;
}

function Failure({ store, verdict, isOpen }: FailureProps): JSX.Element {
  const words = store.words.value;
  const told = verdict.reason ?? verdict.observed;
  const finding = findingOf(verdict);
  return (
    <details class={`failure rule-${finding}`} open={isOpen}>
      <summary>
        <StatusIcon sign={finding} size={20} />
        <span class="rule-words">
          <span class="rule-title">{ruleTitle(words, verdict.rule)}</span>
          {told !== null && <span class="rule-told quiet foreign">{sentence(words, told)}</span>}
        </span>
      </summary>
      <Remedy store={store} verdict={verdict} />
    </details>
  );
}
