import type { JSX } from 'preact';
import type { Change, DeviceDetail } from '../../protocol/fleet.ts';
import { formatDateTime } from '../locales/translate.ts';
import { standingSign } from '../parts/standing-sign.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { StatusTag, VerdictLine } from '../parts/verdict-line.tsx';
import { ruleTitle, sentence, standingWord, statusWord } from '../parts/verdict-words.ts';
import { When } from '../parts/when.tsx';
import type { ViewProps } from './app.tsx';

/** Milliseconds of difference between two clocks that are worth telling. */
const skewWorthTelling = 120_000;
const bytesPerGib = 1024 ** 3;

/** One device: where it stands, why, what it is, and what changed when. */
export function DeviceView({ store, words }: ViewProps): JSX.Element | null {
  const device = store.device.value;
  if (device === null) return null;
  const part = { store, words, device };
  return (
    <>
      <p>
        <a href="#/">{words.t('fleet:device.back')}</a>
      </p>
      <h1 class="device-name">
        <StatusIcon sign={standingSign(device.standing)} size={28} />
        <span class="foreign">{device.hostname}</span>
        <StatusTag sign={standingSign(device.standing)} word={standingWord(words, device.standing)} />
        {device.silent && <StatusTag sign="silent" word={words.t('fleet:standing.silent')} />}
      </h1>
      <LastSeen {...part} />
      <Verdicts {...part} />
      <History {...part} />
      <Description {...part} />
      <section class="card" aria-labelledby="facts">
        <h2 id="facts">{words.t('fleet:device.facts')}</h2>
        <details>
          <summary>{words.t('fleet:device.factsRaw')}</summary>
          <pre class="foreign">{JSON.stringify(device.facts, null, 2)}</pre>
        </details>
      </section>
    </>
  );
}

type PartProps = ViewProps & { readonly device: DeviceDetail };

function LastSeen({ store, words, device }: PartProps): JSX.Element {
  const skew = device.clockSkewMs ?? 0;
  return (
    <p class="quiet">
      {words.t('fleet:devices.column.lastSeen')}:{' '}
      {device.lastSeenAt === null ? (
        words.t('fleet:devices.never')
      ) : (
        <When at={device.lastSeenAt} now={store.now.value} language={words.language} />
      )}
      {Math.abs(skew) > skewWorthTelling && (
        <span> · {words.t('fleet:device.skew', { minutes: Math.round(skew / 60_000) })}</span>
      )}
    </p>
  );
}

function Verdicts({ store, words, device }: PartProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="verdicts">
      <h2 id="verdicts">{words.t('fleet:device.verdicts')}</h2>
      <ul class="verdicts">
        {device.verdicts.map((verdict) => (
          <li key={verdict.rule}>
            <VerdictLine verdict={verdict} translator={words} />
            <dl>
              {verdict.reason !== null && (
                <Entry name={words.t('fleet:device.reason')}>{sentence(words, verdict.reason)}</Entry>
              )}
              <Entry name={words.t('fleet:device.limit')}>{sentence(words, verdict.limit)}</Entry>
              <Entry name={words.t('fleet:device.since')}>
                <When at={verdict.since} now={store.now.value} language={words.language} />
              </Entry>
              {verdict.source !== null && (
                <Entry name={words.t('fleet:device.source')}>{verdict.source}</Entry>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({
  name,
  children,
}: {
  readonly name: string;
  readonly children: JSX.Element | string;
}): JSX.Element {
  return (
    <div class="entry">
      <dt>{name}</dt>
      <dd class="foreign">{children}</dd>
    </div>
  );
}

function History({ words, device }: PartProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">{words.t('fleet:device.history')}</h2>
      <ol class="history">
        {device.changes.map((change) => (
          <li key={`${change.receivedAt} ${change.rule} ${change.at}`}>
            <time class="numbers quiet" dateTime={change.at}>
              {formatDateTime(change.at, words.language)}
            </time>
            <span>{words.t('fleet:device.change', turn(change, words))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function turn(change: Change, words: ViewProps['words']): Record<string, string> {
  return {
    rule: ruleTitle(words, change.rule),
    from: change.from === null ? words.t('fleet:device.notJudged') : statusWord(words, change.from),
    to: change.to === 'removed' ? words.t('fleet:device.notJudged') : statusWord(words, change.to),
  };
}

function Description({ words, device }: PartProps): JSX.Element {
  const { description } = device;
  const memory = `${(description.memoryBytes / bytesPerGib).toFixed(1)} GiB`;
  const rows: [string, string][] = [
    ['department', device.department],
    ['profile', words.t(`fleet:profile.${device.profile}`)],
    ['os', [description.osName, description.osVersion].filter(Boolean).join(' ')],
    ['model', [description.manufacturer, description.model].filter(Boolean).join(' ')],
    ['serial', description.serial],
    ['cpu', description.cpu],
    ['memory', description.memoryBytes === 0 ? '' : memory],
    ['enrolledAt', formatDateTime(device.enrolledAt, words.language)],
    ['policyVersion', device.policyVersion === null ? '' : String(device.policyVersion)],
    ['sequence', device.sequence === null ? '' : String(device.sequence)],
  ];
  return (
    <section class="card" aria-labelledby="about">
      <h2 id="about">{words.t('fleet:device.about')}</h2>
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <Entry key={key} name={words.t(`fleet:device.${key}`)}>
              {value}
            </Entry>
          ))}
      </dl>
    </section>
  );
}
