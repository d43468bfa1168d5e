import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { TokenRequest } from '../../protocol/token.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { Field } from './field.tsx';
import { ProfileChoice } from './profile-choice.tsx';

/** As it is typed: an emptied number is no number until something is typed again. */
const firstEntry = { profile: 'standard' as TokenRequest['profile'], department: '', uses: '1', days: '7' };

export interface TokenFormProps {
  readonly words: Translator;
  readonly make: (request: TokenRequest) => Promise<void>;
}

/** For whom the string shall be. The browser holds the limits; the endpoint holds them again. */
export function TokenForm({ words, make }: TokenFormProps): JSX.Element {
  const entry = useSignal(firstEntry);
  const isBusy = useSignal(false);
  const set = (change: Partial<typeof firstEntry>) => {
    entry.value = { ...entry.value, ...change };
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const { uses, days, ...rest } = entry.value;
    await make({ ...rest, department: rest.department.trim(), uses: Number(uses), days: Number(days) });
    isBusy.value = false;
  };
  const { profile, department, uses, days } = entry.value;
  return (
    <form class="token-form" onSubmit={(event) => void submit(event)}>
      <ProfileChoice words={words} chosen={profile} choose={(one) => set({ profile: one })} />
      <div class="token-fields">
        <Field
          label={words.t('fleet:device.department')}
          hint={words.t('fleet:enrol.departmentHint')}
          autocomplete="off"
          maxLength={100}
          value={department}
          onText={(text) => set({ department: text })}
        />
        <Field
          label={words.t('fleet:enrol.uses')}
          type="number"
          min={1}
          max={100_000}
          required
          value={uses}
          onText={(text) => set({ uses: text })}
        />
        <Field
          label={words.t('fleet:enrol.days')}
          type="number"
          min={1}
          max={365}
          required
          value={days}
          onText={(text) => set({ days: text })}
        />
      </div>
      <Button kind="primary" type="submit" busy={isBusy.value}>
        {words.t(isBusy.value ? 'fleet:enrol.making' : 'fleet:enrol.make')}
      </Button>
    </form>
  );
}
