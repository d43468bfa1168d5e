import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { DeviceProps } from './device-props.ts';
import { Field } from './field.tsx';
import { troubleWord } from './notices.tsx';
import { OwnersDevices } from './owners-devices.tsx';

/** Begins it: for this device, or for all that its user has, which are named. */
export function SignOffForm(props: DeviceProps): JSX.Element {
  const isOpen = useSignal(false);
  const open = (opened: boolean) => () => {
    isOpen.value = opened;
  };
  if (isOpen.value) return <OpenForm {...props} onClose={open(false)} />;
  return (
    <Button small onPress={open(true)}>
      {props.words.t('fleet:signOff.begin')}
    </Button>
  );
}

function OpenForm({ onClose, ...props }: DeviceProps & { readonly onClose: () => void }): JSX.Element {
  const { store, words, device } = props;
  const { owner } = device.assignment;
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const person = useSignal(owner);
  const reason = useSignal('');
  const begin = async (ofOwner: boolean): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    const why = reason.value.trim();
    trouble.value = await store.act(() =>
      api.beginSignOff(
        ofOwner
          ? { owner, reason: why }
          : { device: device.device, person: person.value.trim(), reason: why },
      ),
    );
    isBusy.value = false;
  };
  return (
    <form
      class="assignment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin(false);
      }}
    >
      <p class="quiet small">{words.t('fleet:signOff.hint')}</p>
      <Field
        label={words.t('fleet:signOff.person')}
        autocomplete="off"
        maxLength={100}
        value={person.value}
        onText={(text) => {
          person.value = text;
        }}
      />
      <Field
        label={words.t('fleet:signOff.reason')}
        autocomplete="off"
        maxLength={500}
        value={reason.value}
        onText={(text) => {
          reason.value = text;
        }}
      />
      <div class="form-actions">
        <Button kind="primary" small type="submit" busy={isBusy.value}>
          {words.t('fleet:signOff.beginThis')}
        </Button>
        <Button small onPress={onClose}>
          {words.t('fleet:assignment.cancel')}
        </Button>
      </div>
      {owner !== '' && <OwnersDevices {...props} busy={isBusy.value} onBegin={() => void begin(true)} />}
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </form>
  );
}
