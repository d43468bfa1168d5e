import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { compare } from '../../rules/configuration/changes.ts';
import { counted, type Part, parts, thingsOf } from '../../rules/configuration/described.ts';
import { readConfiguration } from '../../rules/configuration/read-configuration.ts';
import { Button } from '../parts/button.tsx';
import { When } from '../parts/when.tsx';
import { api } from './api.ts';
import type { DeviceProps } from './device-props.ts';
import { Entry } from './entry.tsx';
import { troubleWord } from './notices.tsx';

/** What the device is built of, against what IT accepted, and the act of accepting exactly what is shown. */
export function DeviceConfiguration(props: DeviceProps): JSX.Element | null {
  const { words, device, store } = props;
  const { digest, accepted } = device.configuration;
  const { configuration: reading } = device.facts;
  const now = reading?.state === 'known' ? readConfiguration(reading.value) : null;
  if (digest === null || now === null) return null;
  return (
    <section class="card" aria-labelledby="configuration">
      <h2 id="configuration">{words.t('fleet:configuration.title')}</h2>
      <Parts {...props} before={readConfiguration(device.assignment.acceptedConfiguration)} now={now} />
      {accepted !== null && (
        <p class="quiet small">
          {words.t('fleet:configuration.accepted', { by: accepted.by })}{' '}
          <When at={accepted.at} now={store.now.value} language={words.language} />
        </p>
      )}
      {accepted?.digest !== digest && <Accept {...props} digest={digest} />}
    </section>
  );
}

type Configuration = NonNullable<ReturnType<typeof readConfiguration>>;
type PartsProps = DeviceProps & { readonly before: Configuration | null; readonly now: Configuration };

function Parts({ words, before, now }: PartsProps): JSX.Element {
  const { changes } = before === null ? { changes: [] } : compare(before, now);
  const texts = (part: Part): string => {
    const change = changes.find((each) => each.part === part);
    const whole = counted((thingsOf(part, now) ?? []).map(({ whole: text }) => text)).join(', ') || '—';
    if (change === undefined) return whole;
    return [change.before, change.after].map((each) => each.join(', ') || '—').join(' → ');
  };
  const isChanged = (part: Part): boolean => changes.some((each) => each.part === part);
  return (
    <>
      {before === null && <p>{words.t('fleet:configuration.none')}</p>}
      {changes.length > 0 && <p>{words.t('fleet:configuration.changed', { count: changes.length })}</p>}
      <dl class="about">
        {parts.map((part) => (
          <Entry key={part} name={words.t(`fleet:configuration.part.${part}`)}>
            {isChanged(part) ? <strong>{texts(part)}</strong> : texts(part)}
          </Entry>
        ))}
      </dl>
    </>
  );
}

function Accept({ store, words, device, digest }: DeviceProps & { readonly digest: string }): JSX.Element {
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const accept = async (): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    trouble.value = await store.act(() => api.acceptConfiguration(device.device, digest));
    isBusy.value = false;
  };
  return (
    <>
      <Button kind="primary" small busy={isBusy.value} onPress={() => void accept()}>
        {words.t('fleet:configuration.accept')}
      </Button>
      <p class="form-trouble" role="alert">
        {trouble.value !== null && troubleWord(words, trouble.value)}
      </p>
    </>
  );
}
