import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Change } from '../../protocol/fleet.ts';
import { findings } from '../../rules/verdict.ts';
import { formatDateTime, type Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { type Sign, StatusIcon } from '../parts/status-icon.tsx';
import { findingWord, ruleTitle, sentence } from '../parts/verdict-words.ts';
import type { DeviceProps } from './device-props.ts';

/** Changes that are shown before somebody asks for all. */
const firstShown = 12;
/** Milliseconds between seeing and receiving that are worth telling: the device was offline, or its clock is wrong. */
const lateMs = 10 * 60_000;

/** What changed when, newest first, down to the day the device joined. */
export function DeviceHistory({ words, device }: DeviceProps): JSX.Element {
  const isWhole = useSignal(false);
  const { changes } = device;
  const shown = isWhole.value ? changes : changes.slice(0, firstShown);
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">{words.t('fleet:device.history')}</h2>
      {changes.length === 0 && <p class="quiet">{words.t('fleet:device.noHistory')}</p>}
      <ol class="history">
        {shown.map((change) => (
          <Moment
            key={`${change.receivedAt} ${change.rule} ${change.at} ${change.to}`}
            words={words}
            change={change}
          />
        ))}
        {shown.length === changes.length && (
          <li class="moment">
            <span class="moment-mark moment-start" />
            <p>{words.t('fleet:device.enrolled')}</p>
            <Time words={words} at={device.enrolledAt} />
          </li>
        )}
      </ol>
      {shown.length < changes.length && (
        <Button
          small
          onPress={() => {
            isWhole.value = true;
          }}
        >
          {words.t('fleet:device.showAllChanges', { count: changes.length })}
        </Button>
      )}
    </section>
  );
}

function Moment({ words, change }: { readonly words: Translator; readonly change: Change }): JSX.Element {
  const isLate = Math.abs(Date.parse(change.receivedAt) - Date.parse(change.at)) > lateMs;
  return (
    <li class="moment">
      <span class="moment-mark">
        <StatusIcon sign={findingSign(change.to)} />
      </span>
      <p class="foreign">{turn(change, words)}</p>
      {change.observed !== null && <p class="small quiet foreign">{sentence(words, change.observed)}</p>}
      <Time words={words} at={change.at} />
      {isLate && (
        <span class="small quiet numbers">
          {' · '}
          {words.t('fleet:device.received', { at: change.receivedAt })}
        </span>
      )}
    </li>
  );
}

function Time({ words, at }: { readonly words: Translator; readonly at: string }): JSX.Element {
  return (
    <time class="small quiet numbers" dateTime={at}>
      {formatDateTime(at, words.language)}
    </time>
  );
}

function turn({ rule, from, to }: Change, words: Translator): string {
  const values = {
    rule: ruleTitle(words, rule),
    from: from === null ? '' : findingWord(words, from),
    to: findingWord(words, to),
  };
  if (to === 'removed') return words.t('fleet:device.removed', values);
  return words.t(from === null ? 'fleet:device.firstSeen' : 'fleet:device.change', values);
}

/** Also for what a later version may say. */
function findingSign(finding: string): Sign {
  return findings.find((one) => one === finding) ?? 'not-applicable';
}
