import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { SecondHistoryRow } from '../../protocol/second-history.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { DeviceProps } from './device-props.ts';
import { troubleWord } from './notices.tsx';

type CaseProps = DeviceProps & { readonly second: SecondHistoryRow };

/** One key, two computers, or one that was set back: what IT has to look into before it believes either. */
export function DeviceSecondHistory(props: DeviceProps): JSX.Element | null {
  const second = props.device.secondHistories.find(({ endedAt }) => endedAt === null);
  return second === undefined ? null : <Open {...props} second={second} />;
}

function Open({ store, words, second }: CaseProps): JSX.Element {
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const settle = async (): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    trouble.value = await store.act(() => api.settleSecondHistory(second.number));
    isBusy.value = false;
  };
  return (
    <section class="notice notice-bad second-history" aria-labelledby="second-history">
      <div>
        <h2 id="second-history">{words.t('fleet:secondHistory.title')}</h2>
        <p>{words.t(`fleet:secondHistory.sign.${second.sign}`, { at: second.lastAt })}</p>
        {second.computer !== null && (
          <p class="foreign">{words.t(`fleet:secondHistory.${computerWord(second)}`, second.computer)}</p>
        )}
        <p>{words.t('fleet:secondHistory.help')}</p>
      </div>
      <Button small busy={isBusy.value} onPress={() => void settle()}>
        {words.t('fleet:secondHistory.settle')}
      </Button>
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </section>
  );
}

function computerWord({ computer }: SecondHistoryRow): string {
  return computer?.serial === '' ? 'computer' : 'computerWithSerial';
}

/** What was settled stays on record. */
export function SettledSecondHistories({ words, device }: DeviceProps): JSX.Element | null {
  const settled = device.secondHistories.filter(({ endedAt }) => endedAt !== null);
  if (settled.length === 0) return null;
  return (
    <section class="card" aria-labelledby="settled-histories">
      <h2 id="settled-histories">{words.t('fleet:secondHistory.settled')}</h2>
      <ul>
        {settled.map(({ number, begunAt: at, endedAt, endedBy: by, successor }) => (
          <li key={number} class="small">
            {words.t('fleet:secondHistory.seen', { at })}{' '}
            <span class="quiet foreign">
              {successor === null
                ? words.t('fleet:secondHistory.settledBy', { by, at: endedAt })
                : words.t('fleet:secondHistory.newKey', { device: successor, at: endedAt })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
