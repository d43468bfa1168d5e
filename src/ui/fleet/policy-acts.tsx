import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import { troubleWord } from './notices.tsx';
import type { PolicyProps } from './policy-props.ts';

/** Of the devices, in per cent: a step is looked at before the next one. */
const steps = [5, 25, 50, 100] as const;

/** Further, halt, go on, take back. */
export function PolicyActs({ store, words, policy, canSign }: PolicyProps): JSX.Element {
  const isBusy = useSignal(false);
  const isAsking = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { version, percent, before } = policy;
  const halted = policy.halted !== null;
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    isBusy.value = true;
    trouble.value = await store.act(work);
    isBusy.value = false;
  };
  const change = (to: { readonly percent: number; readonly halted: boolean }) =>
    act(() => api.changePolicy(version, { ...to, seen: { percent, halted } }));
  const ask = (asking: boolean): void => {
    isAsking.value = asking;
    // The focus follows, as the button that had it is gone.
    requestAnimationFrame(() => place.current?.querySelector('button')?.focus());
  };
  const busy = isBusy.value;
  return (
    <div ref={place}>
      {isAsking.value ? (
        <div class="policy-acts">
          <p class="quiet small">
            {words.t(`fleet:policies.takeBackText.${before === 0 ? 'builtIn' : 'before'}`, { before })}
          </p>
          <Button
            key="sure"
            small
            kind="danger"
            busy={busy}
            onPress={() => void act(() => api.takeBackPolicy(version, before))}
          >
            {words.t('fleet:policies.takeBackSure')}
          </Button>
          <Button key="keep" small onPress={() => ask(false)}>
            {words.t('fleet:enrol.keep')}
          </Button>
        </div>
      ) : (
        <div class="policy-acts">
          {halted ? (
            <Button key="resume" small busy={busy} onPress={() => void change({ percent, halted: false })}>
              {words.t('fleet:policies.resume', { percent })}
            </Button>
          ) : (
            steps
              .filter((step) => step > percent)
              .map((step) => (
                <Button
                  key={step}
                  small
                  busy={busy}
                  onPress={() => void change({ percent: step, halted: false })}
                >
                  {words.t(`fleet:policies.${step === 100 ? 'widenToAll' : 'widen'}`, { percent: step })}
                </Button>
              ))
          )}
          {!halted && (
            <Button key="halt" small busy={busy} onPress={() => void change({ percent, halted: true })}>
              {words.t('fleet:policies.halt')}
            </Button>
          )}
          {canSign ? (
            <Button key="back" small kind="danger" onPress={() => ask(true)}>
              {words.t('fleet:policies.takeBack')}
            </Button>
          ) : (
            <p class="quiet small">{words.t('fleet:policies.keyElsewhere')}</p>
          )}
        </div>
      )}
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </div>
  );
}
