import type { JSX } from 'preact';
import type { ReportedReading } from '../../protocol/report.ts';
import type { Translator } from '../locales/translate.ts';
import { StatusTag } from '../parts/verdict-line.tsx';
import type { DeviceProps } from './device-props.ts';
import { Entry } from './entry.tsx';
import { factTitle, type ReadableField, readFact } from './readable-fact.ts';

/** What the device read, in words, and whole as it came. */
export function DeviceFacts({ words, device }: DeviceProps): JSX.Element {
  const facts = Object.entries(device.facts);
  return (
    <section class="card" aria-labelledby="facts">
      <div class="card-head">
        <h2 id="facts">{words.t('fleet:device.facts')}</h2>
        <p class="quiet small">{words.t('fleet:device.factsHint')}</p>
      </div>
      {facts.length === 0 && <p class="quiet">{words.t('fleet:device.noFacts')}</p>}
      {facts.map(([name, reading]) => (
        <Fact key={name} words={words} name={name} reading={reading} />
      ))}
      {facts.length > 0 && (
        <details class="raw">
          <summary>{words.t('fleet:device.factsRaw')}</summary>
          {/* Scrolls by itself, so it must be reachable by keyboard. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the focus (axe: scrollable-region-focusable) */}
          <pre class="foreign" tabIndex={0}>
            {JSON.stringify(device.facts, null, 2)}
          </pre>
        </details>
      )}
    </section>
  );
}

interface FactProps {
  readonly words: Translator;
  readonly name: string;
  readonly reading: ReportedReading;
}

function Fact({ words, name, reading }: FactProps): JSX.Element {
  return (
    <div class="fact">
      <h3 class="foreign">
        {factTitle(words, name)} <StateTag words={words} reading={reading} />
      </h3>
      <dl>
        {reading.state === 'known' && <Fields fields={readFact(name, reading.value, words)} />}
        {reading.state !== 'known' && (
          <Entry name={words.t('fleet:device.reason')}>
            {words.say(`rules:${reading.state}.${reading.reason}`) ?? reading.reason}
          </Entry>
        )}
        {reading.source !== undefined && (
          <Entry name={words.t('fleet:fact.source')}>
            <span class="technical">{reading.source}</span>
          </Entry>
        )}
        {reading.state === 'unknown' && reading.detail !== undefined && (
          <Entry name={words.t('fleet:fact.detail')}>
            <span class="technical">{reading.detail}</span>
          </Entry>
        )}
      </dl>
    </div>
  );
}

function StateTag({ words, reading }: Omit<FactProps, 'name'>): JSX.Element | null {
  if (reading.state === 'unknown') return <StatusTag sign="unknown" word={words.t('fleet:fact.unread')} />;
  if (reading.state === 'absent')
    return <StatusTag sign="not-applicable" word={words.t('fleet:fact.absent')} />;
  return null;
}

function Fields({ fields }: { readonly fields: readonly ReadableField[] }): JSX.Element {
  return (
    <>
      {fields.map(({ label, value }) => (
        <Entry key={label} name={label}>
          {typeof value === 'string' ? value : <Groups groups={value} />}
        </Entry>
      ))}
    </>
  );
}

function Groups({ groups }: { readonly groups: readonly (readonly ReadableField[])[] }): JSX.Element {
  return (
    <>
      {groups.map((fields, index) => (
        // Things of a fact have no name of their own, and come anew as a whole.
        <dl key={index} class="fact-group">
          <Fields fields={fields} />
        </dl>
      ))}
    </>
  );
}
