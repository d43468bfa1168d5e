import type { JSX } from 'preact';
import type { DeviceProps } from './device-props.ts';
import { StatementList } from './statement-list.tsx';

/** What was said on this computer; nothing, where nobody said anything. */
export function DeviceStatements({ store, words }: DeviceProps): JSX.Element | null {
  const statements = store.statements.value ?? [];
  if (statements.length === 0) return null;
  return (
    <section class="card" aria-labelledby="said">
      <h2 id="said">{words.t('fleet:statements.ofDevice')}</h2>
      <StatementList store={store} words={words} statements={statements} withDevice={false} />
    </section>
  );
}
