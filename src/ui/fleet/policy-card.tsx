import type { JSX } from 'preact';
import type { PolicyAct, PolicyRow } from '../../protocol/fleet-policy.ts';
import { formatDateTime } from '../locales/translate.ts';
import { type Sign, StatusIcon } from '../parts/status-icon.tsx';
import { When } from '../parts/when.tsx';
import { Entry } from './entry.tsx';
import { PolicyActs } from './policy-acts.tsx';
import type { PolicyProps } from './policy-props.ts';

/** Where a roll-out stands; one that was replaced or taken back is history. */
export type Stage = 'halted' | 'replaced' | 'part' | 'whole';
/** What is on its way is neither good nor bad. */
const signs: Readonly<Record<Stage, Sign | null>> = {
  halted: 'fail',
  replaced: 'not-applicable',
  part: null,
  whole: 'pass',
};

export function stageOf({ halted, replacedBy, percent }: PolicyRow): Stage {
  if (replacedBy !== null) return 'replaced';
  if (halted !== null) return 'halted';
  return percent === 100 ? 'whole' : 'part';
}

/** One policy: who set it, until when it can be taken up, how far it got, and what can be done with it. */
export function PolicyCard(props: PolicyProps): JSX.Element {
  const { store, words, policy } = props;
  const { version, percent, department, replacedBy, expiresAt, devices, scope } = policy;
  const stage = stageOf(policy);
  const sign = signs[stage];
  const id = `policy-${version}`;
  return (
    <section class={`card policy policy-${stage}`} aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{words.t('fleet:policies.version', { version })}</h2>
        <span class="signed">
          {sign !== null && <StatusIcon sign={sign} size={16} />}
          {words.t(`fleet:policies.stage.${stage}`, { percent, version: replacedBy ?? 0 })}
        </span>
      </div>
      <HaltReason words={words} policy={policy} />
      <dl>
        <Entry name={words.t('fleet:policies.goesTo')}>
          {words.t('fleet:policies.share', {
            percent,
            who: department ?? words.t('fleet:policies.everyone'),
          })}
        </Entry>
        <Entry name={words.t('fleet:policies.gotTo')}>
          {words.t('fleet:policies.reached', { devices, count: scope })}
        </Entry>
        <Entry name={words.t('fleet:policies.expires')}>
          {expiresAt === null ? '–' : formatDateTime(expiresAt, words.language)}
          {expiresAt !== null && Date.parse(expiresAt) <= store.now.value && (
            <span class="under policy-expired">{words.t('fleet:policies.expired')}</span>
          )}
        </Entry>
        <Entry name={words.t('fleet:policies.history')}>
          <ul class="acts">
            {policy.acts.map((act) => (
              <li key={act.at + act.act}>
                {actWord(props, act)}{' '}
                <span class="quiet">
                  <When at={act.at} now={store.now.value} language={words.language} />
                </span>
              </li>
            ))}
          </ul>
        </Entry>
      </dl>
      {stage !== 'replaced' && <PolicyActs {...props} />}
    </section>
  );
}

function HaltReason({ words, policy }: Pick<PolicyProps, 'words' | 'policy'>): JSX.Element | null {
  const { halted } = policy;
  if (halted === null) return null;
  if (halted.trouble === null)
    return (
      <p class="notice">
        {words.t('fleet:policies.haltedBy', { by: halted.by || words.t('fleet:enrol.commandLine') })}
      </p>
    );
  const { devices, ...kinds } = halted.trouble;
  const told = Object.entries(kinds).filter(([, count]) => count > 0);
  const why = told.map(([kind, count]) => words.t(`fleet:policies.trouble.${kind}`, { count }));
  return <p class="notice notice-bad">{words.t('fleet:policies.haltedItself', { count: devices, why })}</p>;
}

function actWord({ words }: PolicyProps, { act, by, percent }: PolicyAct): string {
  if (by === null) return words.t('fleet:policies.act.itself');
  return words.t(`fleet:policies.act.${act}`, { by: by || words.t('fleet:enrol.commandLine'), percent });
}
