import type { JSX } from 'preact';
import type { DeviceProps } from './device-props.ts';

/** The policy that this device would not take up: which, why, since when, and what it goes on with. */
export function DeviceRefusedPolicy({ words, device }: DeviceProps): JSX.Element | null {
  const { refusedPolicy } = device;
  if (refusedPolicy === null) return null;
  const { version, reason, since, held } = refusedPolicy;
  const why = words.say(`fleet:policies.refusal.${reason}`) ?? reason;
  const key = since === null ? 'refused' : 'refusedSince';
  return (
    <p class="notice">
      {words.t(`fleet:device.policy.${key}`, { version, why, at: since })}{' '}
      {held === null || held === 0
        ? words.t('fleet:device.policy.goesOnWithOwn')
        : words.t('fleet:device.policy.goesOn', { version: held })}
    </p>
  );
}
