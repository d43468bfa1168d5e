import type { JSX } from 'preact';
import type { DeviceDetail } from '../../protocol/fleet.ts';
import { observedAgainstSet } from '../../rules/observed-lock.ts';
import { findRule } from '../../rules/registry.ts';
import { byUrgency } from '../../rules/urgency.ts';
import { findingOf } from '../../rules/verdict.ts';
import { formatList } from '../locales/translate.ts';
import { VerdictLine } from '../parts/verdict-line.tsx';
import { clauseWord, sentence } from '../parts/verdict-words.ts';
import { When } from '../parts/when.tsx';
import type { DeviceProps } from './device-props.ts';
import { Entry } from './entry.tsx';

type Verdict = DeviceDetail['verdicts'][number];
type GroundsProps = DeviceProps & { readonly verdict: Verdict };

/** Every rule on this device, worst first, each with what it rests on. */
export function DeviceVerdicts({ store, words, device }: DeviceProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="verdicts">
      <h2 id="verdicts">{words.t('fleet:device.verdicts')}</h2>
      {device.verdicts.length === 0 && <p class="quiet">{words.t('fleet:device.noVerdicts')}</p>}
      <ul class="verdicts">
        {byUrgency(device.verdicts).map((verdict) => (
          <li key={verdict.rule} class={`verdict verdict-${findingOf(verdict)}`}>
            <VerdictLine verdict={verdict} translator={words} />
            <Grounds store={store} words={words} device={device} verdict={verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Grounds({ store, words, device, verdict }: GroundsProps): JSX.Element {
  const { reason, limit, source, since, severity } = verdict;
  const clauses = findRule(verdict.rule)?.clauses ?? [];
  const contradiction = observedAgainstSet(verdict.rule, device.facts);
  return (
    <div class="grounds">
      {reason !== null && <p class="verdict-reason foreign">{sentence(words, reason)}</p>}
      {contradiction !== null && <p class="foreign">{sentence(words, contradiction)}</p>}
      <dl>
        <Entry name={words.t('fleet:device.limit')}>
          {sentence(words, limit)}
          {severity === 'advised' && <span class="quiet"> · {words.t('fleet:device.advised')}</span>}
        </Entry>
        {clauses.length > 0 && (
          <Entry name={words.t('fleet:device.clause')}>
            {formatList(
              clauses.map((clause) => clauseWord(words, clause)),
              words.language,
            )}
          </Entry>
        )}
        <Entry name={words.t('fleet:device.since')}>
          <When at={since} now={store.now.value} language={words.language} />
        </Entry>
        {source !== null && (
          <Entry name={words.t('fleet:device.source')}>
            <span class="technical">{source}</span>
          </Entry>
        )}
      </dl>
    </div>
  );
}
