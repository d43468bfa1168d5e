import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { AssignmentChange } from '../../protocol/assignment.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import { AreaField } from './area-field.tsx';
import type { DeviceProps } from './device-props.ts';
import { Field } from './field.tsx';
import { troubleWord } from './notices.tsx';
import { ProfileChoice } from './profile-choice.tsx';

type AssignmentFormProps = DeviceProps & { readonly end: () => void };

/** Begins with the version that was shown: the endpoint says so where somebody else changed it meanwhile. */
export function AssignmentForm({ store, words, device, end }: AssignmentFormProps): JSX.Element {
  const entry = useSignal({
    ...device.assignment,
    users: (device.assignment.users ?? []).join('\n'),
  });
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const set = (change: Partial<typeof entry.value>): void => {
    entry.value = { ...entry.value, ...change };
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const change: AssignmentChange = { ...entry.value, users: namesIn(entry.value.users) };
    trouble.value = await store.act(() => api.assign(device.device, change));
    isBusy.value = false;
    if (trouble.value === null) end();
  };
  const { owner, department, profile, users } = entry.value;
  return (
    <form class="assignment-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={words.t('fleet:assignment.owner')}
        hint={words.t('fleet:assignment.ownerHint')}
        autocomplete="off"
        maxLength={100}
        value={owner}
        onText={(text) => set({ owner: text })}
      />
      <Field
        label={words.t('fleet:device.department')}
        autocomplete="off"
        maxLength={100}
        value={department}
        onText={(text) => set({ department: text })}
      />
      <ProfileChoice words={words} chosen={profile} choose={(one) => set({ profile: one })} />
      <AreaField
        label={words.t('fleet:assignment.users')}
        hint={words.t('fleet:assignment.usersHint')}
        value={users}
        onText={(text) => set({ users: text })}
      />
      <div class="form-actions">
        <Button kind="primary" small type="submit" busy={isBusy.value}>
          {words.t(isBusy.value ? 'fleet:assignment.saving' : 'fleet:assignment.save')}
        </Button>
        <Button small onPress={end}>
          {words.t('fleet:assignment.cancel')}
        </Button>
      </div>
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </form>
  );
}

/** One a line; none at all says nothing about who may sign in. */
function namesIn(text: string): string[] | null {
  const names = text
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length === 0 ? null : names;
}
