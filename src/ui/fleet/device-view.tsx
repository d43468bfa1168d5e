import type { JSX } from 'preact';
import type { DeviceDetail } from '../../protocol/fleet.ts';
import { findingOf } from '../../rules/verdict.ts';
import { standingSign } from '../parts/standing-sign.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { StatusTag } from '../parts/verdict-line.tsx';
import { standingWord } from '../parts/verdict-words.ts';
import { clockSkewWord } from './clock-skew-word.ts';
import { DeviceAbout } from './device-about.tsx';
import { DeviceAssignment } from './device-assignment.tsx';
import { DeviceConfiguration } from './device-configuration.tsx';
import { DeviceFacts } from './device-facts.tsx';
import { DeviceHistory } from './device-history.tsx';
import type { DeviceProps } from './device-props.ts';
import { DeviceRefusedPolicy } from './device-refused-policy.tsx';
import { DeviceSecondHistory, SettledSecondHistories } from './device-second-history.tsx';
import { DeviceSignOff } from './device-sign-off.tsx';
import { DeviceStatements } from './device-statements.tsx';
import { DeviceVerdicts } from './device-verdicts.tsx';
import { Loading } from './loading.tsx';
import { PageTitle } from './page-title.tsx';
import { profileWord } from './profile-word.ts';
import { listLink } from './route.ts';
import type { ViewProps } from './view-props.ts';

/** One device: where it stands, why, what changed when, and what it is. */
export function DeviceView({ store, words }: ViewProps): JSX.Element {
  const device = store.device.value;
  const isMissing = device === null && store.trouble.value === 'not-found';
  return (
    <>
      <a class="back" href={listLink(store.query.value)}>
        <span aria-hidden="true">← </span>
        {words.t('fleet:device.back')}
      </a>
      {isMissing && <Missing store={store} words={words} />}
      {device === null && !isMissing && <Loading store={store} words={words} />}
      {device !== null && <Device key={device.device} store={store} words={words} device={device} />}
    </>
  );
}

function Missing({ store, words }: ViewProps): JSX.Element {
  return (
    <section class="card sheet">
      <PageTitle store={store} words={words} title={words.t('fleet:device.missing')} />
      <p class="quiet">{words.t('fleet:device.missingText')}</p>
    </section>
  );
}

function Device(props: DeviceProps): JSX.Element {
  return (
    <>
      <Head {...props} />
      <DeviceSecondHistory {...props} />
      <ClockSkew {...props} />
      <DeviceRefusedPolicy {...props} />
      <div class="device">
        <div class="device-main">
          <DeviceStatements {...props} />
          <DeviceVerdicts {...props} />
          <DeviceFacts {...props} />
        </div>
        <div class="device-aside">
          <DeviceAssignment {...props} />
          <DeviceSignOff {...props} />
          <DeviceConfiguration {...props} />
          <DeviceAbout {...props} />
          <SettledSecondHistories {...props} />
          <DeviceHistory {...props} />
        </div>
      </div>
    </>
  );
}

function Head({ store, words, device }: DeviceProps): JSX.Element {
  const sign = standingSign(device.standing);
  const isGone = isSignedOff(device);
  const department = device.department || words.t('fleet:devices.noDepartment');
  return (
    <div class="device-head">
      <StatusIcon sign={sign} size={40} />
      <div class="device-head-words">
        <PageTitle store={store} words={words} title={device.hostname}>
          <span class="foreign">{device.hostname}</span>{' '}
          <StatusTag sign={sign} word={standingWord(words, device.standing)} />{' '}
          {isGone && <StatusTag sign="not-applicable" word={words.t('fleet:standing.signed-off')} />}{' '}
          {device.keyShared && <StatusTag sign="key-shared" word={words.t('fleet:standing.key-shared')} />}{' '}
          {device.silent && !isGone && <StatusTag sign="silent" word={words.t('fleet:standing.silent')} />}
        </PageTitle>
        <p class="foreign">{summaryOf(device, words)}</p>
        <p class="quiet small foreign">
          {[department, profileWord(words, device.profile), device.osName].filter(Boolean).join(' · ')}
        </p>
      </div>
    </div>
  );
}

/** Then it is meant to say nothing more. */
function isSignedOff({ signOffs }: DeviceDetail): boolean {
  return signOffs[0]?.state === 'confirmed';
}

/** Why it stands where it stands, on one line. */
function summaryOf(device: DeviceDetail, words: ViewProps['words']): string {
  const said: string[] = [];
  const say = (key: string, count?: number) =>
    said.push(words.t(`fleet:device.summary.${key}`, count === undefined ? {} : { count }));
  if (device.scannedAt === null) say('none');
  else if (device.standing === 'compliant') say('compliant');
  const found = device.verdicts.map(findingOf);
  for (const finding of ['fail', 'advised', 'unknown'] as const) {
    const count = found.filter((each) => each === finding).length;
    if (count > 0) say(finding, count);
  }
  if (device.silent && !isSignedOff(device)) say('silent');
  return said.join(' · ');
}

function ClockSkew({ words, device }: DeviceProps): JSX.Element | null {
  const told = clockSkewWord(device.clockSkewMs, words);
  return told === null ? null : <p class="notice">{told}</p>;
}
