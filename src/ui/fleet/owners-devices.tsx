import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { DevicePage } from '../../protocol/fleet.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { DeviceProps } from './device-props.ts';
import { deviceLink } from './route.ts';

type OwnersDevicesProps = DeviceProps & { readonly busy: boolean; readonly onBegin: () => void };

/** All that the user of this device has, and one act for all of it; nothing where this is the only one. */
export function OwnersDevices({
  store,
  words,
  device,
  busy,
  onBegin,
}: OwnersDevicesProps): JSX.Element | null {
  const { owner } = device.assignment;
  const page = useSignal<DevicePage | null>(null);
  useEffect(() => {
    void store.attempt(async () => {
      page.value = await api.devices({ owner, sort: 'hostname', limit: '200' });
    });
  }, [owner, page, store]);
  if (page.value === null || page.value.matches < 2) return null;
  const { devices, matches: count } = page.value;
  return (
    <div class="owners-devices">
      <p class="small">{words.t('fleet:signOff.ofOwner', { owner })}</p>
      <ul class="small">
        {devices.map((each) => (
          <li key={each.device}>
            <a class="foreign" href={deviceLink(each.device)}>
              {each.hostname}
            </a>
          </li>
        ))}
      </ul>
      <Button small busy={busy} onPress={onBegin}>
        {words.t('fleet:signOff.beginAll', { count })}
      </Button>
    </div>
  );
}
