import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { StatementRow } from '../../protocol/statement.ts';
import { Button } from '../parts/button.tsx';
import { StatusIcon } from '../parts/status-icon.tsx';
import { When } from '../parts/when.tsx';
import { api } from './api.ts';
import { Entry } from './entry.tsx';
import { LongText } from './long-text.tsx';
import { deviceLink } from './route.ts';
import type { ViewProps } from './view-props.ts';

type StatementListProps = ViewProps & {
  readonly statements: readonly StatementRow[];
  /** Whether each says which computer it came from. */
  readonly withDevice: boolean;
};

/** What people said, in the endpoint's order, each with its receipt. */
export function StatementList({ statements, ...props }: StatementListProps): JSX.Element {
  return (
    <ul class="statements">
      {statements.map((statement) => (
        <Statement key={statement.number} {...props} statement={statement} />
      ))}
    </ul>
  );
}

type StatementProps = Omit<StatementListProps, 'statements'> & { readonly statement: StatementRow };

function Statement({ store, words, statement, withDevice }: StatementProps): JSX.Element {
  const Title = withDevice ? 'h2' : 'h3';
  const { device, hostname, owner, kind, at, receipt, texts } = statement;
  return (
    <li class={`statement statement-${statement.handledAt === null ? 'open' : 'handled'}`}>
      <Title class="signed">
        {kind === 'incident' && statement.handledAt === null && <StatusIcon sign="fail" />}
        {words.say(`fleet:statements.kind.${kind}`) ?? kind}
      </Title>
      <p class="quiet small">
        {withDevice && (
          <>
            <a href={deviceLink(device)}>{[hostname, owner].filter(Boolean).join(' · ')}</a>
            {' · '}
          </>
        )}
        <When at={at} now={store.now.value} language={words.language} />
        {' · '}
        <span class="receipt">{words.t('fleet:statements.receipt', { receipt })}</span>
      </p>
      <dl>
        {Object.entries(texts)
          .filter(([, text]) => text !== '')
          .map(([field, text]) => (
            <Entry key={field} name={words.say(`fleet:statements.field.${field}`) ?? field}>
              <span class="said">{text}</span>
            </Entry>
          ))}
        {Object.entries(statement.long).map(([field, length]) => (
          <Entry key={field} name={words.say(`fleet:statements.field.${field}`) ?? field}>
            <LongText store={store} words={words} statement={statement} field={field} length={length} />
          </Entry>
        ))}
      </dl>
      <Handling store={store} words={words} statement={statement} />
    </li>
  );
}

function Handling({ store, words, statement }: Omit<StatementProps, 'withDevice'>): JSX.Element {
  const isBusy = useSignal(false);
  const { number, handledAt, handledBy } = statement;
  const press = async (): Promise<void> => {
    isBusy.value = true;
    const code = await store.act(() => api.handleStatement(number, handledAt === null));
    store.trouble.value = code;
    isBusy.value = false;
  };
  return (
    <div class="handling">
      {handledAt !== null && (
        <p class="quiet small">{words.t('fleet:statements.handled', { by: handledBy, at: handledAt })}</p>
      )}
      <Button small busy={isBusy.value} onPress={() => void press()}>
        {words.t(handledAt === null ? 'fleet:statements.handle' : 'fleet:statements.reopen')}
      </Button>
    </div>
  );
}
