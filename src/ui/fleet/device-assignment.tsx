import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatList } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { AssignmentForm } from './assignment-form.tsx';
import type { DeviceProps } from './device-props.ts';
import { Entry } from './entry.tsx';
import { profileWord } from './profile-word.ts';

/** What IT gave this device, and the form that gives it something else. */
export function DeviceAssignment(props: DeviceProps): JSX.Element {
  const { words, device } = props;
  const isEdited = useSignal(false);
  const { assignment, heldAssignment } = device;
  const end = (): void => {
    isEdited.value = false;
  };
  return (
    <section class="card" aria-labelledby="assignment">
      <h2 id="assignment">{words.t('fleet:assignment.title')}</h2>
      {isEdited.value ? (
        <AssignmentForm {...props} end={end} />
      ) : (
        <>
          <Given {...props} />
          {heldAssignment !== null && heldAssignment !== assignment.version && (
            <p class="quiet small">{words.t('fleet:assignment.pending')}</p>
          )}
          <Button
            small
            onPress={() => {
              isEdited.value = true;
            }}
          >
            {words.t('fleet:assignment.edit')}
          </Button>
        </>
      )}
    </section>
  );
}

function Given({ words, device }: DeviceProps): JSX.Element {
  const { owner, department, profile, users } = device.assignment;
  return (
    <dl class="about">
      <Entry name={words.t('fleet:assignment.owner')}>{owner || words.t('fleet:assignment.nobody')}</Entry>
      <Entry name={words.t('fleet:device.department')}>
        {department || words.t('fleet:devices.noDepartment')}
      </Entry>
      <Entry name={words.t('fleet:device.profile')}>{profileWord(words, profile)}</Entry>
      <Entry name={words.t('fleet:assignment.users')}>
        {users === null ? words.t('fleet:assignment.anyone') : formatList(users, words.language)}
      </Entry>
    </dl>
  );
}
