import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { SignOffChange, SignOffRow } from '../../protocol/sign-off.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { DeviceProps } from './device-props.ts';
import { troubleWord } from './notices.tsx';
import { SignOffForm } from './sign-off-form.tsx';
import { SignOffRecord } from './sign-off-record.tsx';
import { signOffStep } from './sign-off-step.ts';

/** The sign-off of this device: begun, confirmed or called off here, and its record. */
export function DeviceSignOff(props: DeviceProps): JSX.Element {
  const { words, device, store } = props;
  const heard = { lastSeenAt: device.lastSeenAt, now: store.now.value };
  const [last] = device.signOffs;
  return (
    <section class="card" aria-labelledby="sign-off">
      <h2 id="sign-off">{words.t('fleet:signOff.title')}</h2>
      {last !== undefined && (
        <SignOffRecord words={words} signOff={last} step={signOffStep(words, last, heard)} />
      )}
      {last?.state === 'pending' && <Ending {...props} signOff={last} />}
      {(last === undefined || last.state === 'cancelled') && <SignOffForm {...props} />}
    </section>
  );
}

type End = SignOffChange['state'];
type EndingProps = DeviceProps & { readonly signOff: SignOffRow };

/** Asked twice, either way. */
function Ending({ store, words, signOff }: EndingProps): JSX.Element {
  const asked = useSignal<End | null>(null);
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const ask = (end: End | null) => () => {
    asked.value = end;
  };
  const finish = async (end: End): Promise<void> => {
    isBusy.value = true;
    trouble.value = await store.act(() => api.endSignOff(signOff.id, end));
    isBusy.value = false;
  };
  const end = asked.value;
  return (
    <>
      {end === null ? (
        <div class="form-actions">
          <Button kind="primary" small onPress={ask('confirmed')}>
            {words.t('fleet:signOff.end.confirmed')}
          </Button>
          <Button small onPress={ask('cancelled')}>
            {words.t('fleet:signOff.end.cancelled')}
          </Button>
        </div>
      ) : (
        <>
          <p class="notice" role="status">
            {words.t(`fleet:signOff.sure.${sureOf(end, signOff)}`)}
          </p>
          <div class="form-actions">
            <Button
              kind={end === 'confirmed' ? 'danger' : 'primary'}
              small
              busy={isBusy.value}
              onPress={() => void finish(end)}
            >
              {words.t(`fleet:signOff.endNow.${end}`)}
            </Button>
            <Button small onPress={ask(null)}>
              {words.t('fleet:signOff.back')}
            </Button>
          </div>
        </>
      )}
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </>
  );
}

function sureOf(end: End, { lastScan }: SignOffRow): string {
  return end === 'confirmed' && lastScan === null ? 'confirmedWithout' : end;
}
