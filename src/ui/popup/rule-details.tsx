import type { JSX } from 'preact';
import type { ShownVerdict } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { clauseWord, ruleTitle, sentence } from '../parts/verdict-words.ts';
import type { Store } from './store.ts';

interface RuleDetailsProps {
  readonly store: Store;
  readonly verdict: ShownVerdict;
}

/** What was seen against what is allowed, why, since when, and what to do about it. */
export function RuleDetails({ store, verdict }: RuleDetailsProps): JSX.Element {
  const words = store.words.value;
  return (
    <div class="rule-details">
      <Remedy store={store} verdict={verdict} />
      <dl>
        {termsOf(verdict, words).map(({ key, text }) => (
          <div key={key}>
            <dt class="quiet">{words.t(`popup:details.${key}`)}</dt>
            <dd class="foreign">{text}</dd>
          </div>
        ))}
      </dl>
      {verdict.severity === 'advised' && <p class="quiet">{words.t('popup:advised')}</p>}
    </div>
  );
}

interface Term {
  readonly key: 'observed' | 'contradiction' | 'limit' | 'clause' | 'since' | 'source';
  readonly text: string;
}

function termsOf(verdict: ShownVerdict, words: Translator): Term[] {
  const clauses = new Intl.ListFormat(words.language, { type: 'conjunction' });
  const terms: (Term | null)[] = [
    verdict.observed && { key: 'observed', text: sentence(words, verdict.observed) },
    verdict.contradiction && { key: 'contradiction', text: sentence(words, verdict.contradiction) },
    { key: 'limit', text: sentence(words, verdict.limit) },
    verdict.clauses.length === 0
      ? null
      : {
          key: 'clause',
          text: clauses.format(verdict.clauses.map((clause) => clauseWord(words, clause))),
        },
    { key: 'since', text: words.t('popup:since', { at: verdict.since }) },
    verdict.source === null ? null : { key: 'source', text: verdict.source },
  ];
  return terms.filter((term) => term !== null);
}

/** What to do about what can't be told: to look again, unless its reason says that this changes nothing. */
function adviceOn({ reason }: ShownVerdict, { t, say }: Translator): string {
  const known = reason === null ? null : say(`popup:remedy.unknown-for.${reason.id}`);
  return known ?? t('popup:remedy.unknown');
}

/** What to do about it. */
export function Remedy({ store, verdict }: RuleDetailsProps): JSX.Element | null {
  const words = store.words.value;
  const { limit, remedy, rule, status } = verdict;
  if (status === 'unknown') return <p class="remedy">{adviceOn(verdict, words)}</p>;
  if (remedy === null) return null;
  const steps = words.list(`rules:${rule}.remedy.${store.state.value.os}`, limit.values);
  return (
    <div class="remedy">
      <h2>{words.t('popup:remedy.title')}</h2>
      {remedy.by === 'it' && <p>{words.t('popup:remedy.by-it')}</p>}
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {remedy.canOpenSettings && (
        <Button
          kind="primary"
          small
          label={words.t('popup:remedy.open-settings-of', { title: ruleTitle(words, rule) })}
          onPress={() => void store.openSettings(rule)}
        >
          {words.t('popup:remedy.open-settings')}
        </Button>
      )}
      {remedy.opens !== null && <OpenPage store={store} page={remedy.opens} />}
      {remedy.opens === null && <p class="quiet">{words.t('popup:remedy.then')}</p>}
    </div>
  );
}

interface OpenPageProps {
  readonly store: Store;
  readonly page: 'training';
}

function OpenPage({ store, page }: OpenPageProps): JSX.Element {
  return (
    <Button kind="primary" small onPress={() => store.show(page)}>
      {store.words.value.t(`popup:remedy.opens.${page}`)}
    </Button>
  );
}
