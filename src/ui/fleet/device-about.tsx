import type { JSX } from 'preact';
import { formatDateTime } from '../locales/translate.ts';
import { When } from '../parts/when.tsx';
import type { DeviceProps } from './device-props.ts';
import { Entry } from './entry.tsx';

const bytesPerGib = 1024 ** 3;

/** What this computer is, and how it is known here. What its system doesn't tell is left out. */
export function DeviceAbout({ store, words, device }: DeviceProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="about">
      <h2 id="about">{words.t('fleet:device.about')}</h2>
      <dl class="about">
        <Entry name={words.t('fleet:device.lastSeen')}>
          {device.lastSeenAt === null ? (
            words.t('fleet:devices.never')
          ) : (
            <When at={device.lastSeenAt} now={store.now.value} language={words.language} />
          )}
        </Entry>
        {device.scannedAt !== null && (
          <Entry name={words.t('fleet:device.scannedAt')}>
            <When at={device.scannedAt} now={store.now.value} language={words.language} />
          </Entry>
        )}
        {rowsOf({ store, words, device }).map(([key, value]) => (
          <Entry key={key} name={words.t(`fleet:device.${key}`)}>
            {value}
          </Entry>
        ))}
      </dl>
    </section>
  );
}

function rowsOf({ words, device }: DeviceProps): [string, string][] {
  const { description } = device;
  const numbers = new Intl.NumberFormat(words.language, { maximumFractionDigits: 1 });
  const rows: [string, string][] = [
    ['os', joined(description.osName, description.osVersion)],
    ['model', joined(description.manufacturer, description.model)],
    ['serial', description.serial],
    ['cpu', description.cpu],
    [
      'memory',
      description.memoryBytes === 0 ? '' : `${numbers.format(description.memoryBytes / bytesPerGib)} GiB`,
    ],
    ['enrolledAt', formatDateTime(device.enrolledAt, words.language)],
    ['policyVersion', device.policyVersion === null ? '' : String(device.policyVersion)],
    ['sequence', device.sequence === null ? '' : numbers.format(device.sequence)],
    ['id', device.device],
    ['key', device.key],
  ];
  return rows.filter(([, value]) => value.trim() !== '');
}

/** Some systems repeat the first in the second ("Debian 12", "12"). */
function joined(first: string, second: string): string {
  return first.includes(second) ? first : `${first} ${second}`.trim();
}
