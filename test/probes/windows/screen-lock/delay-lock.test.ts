import { expect, test } from 'vitest';
import { readDelayLock } from '../../../../src/probes/windows/screen-lock/delay-lock.ts';
import { homePcWith } from '../machines.ts';

const desktop = 'HKCU\\Control Panel\\Desktop';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System';
const never = 0xffff_ffff;

const cases: [delay: number | null, allowed: number | null, joined: boolean, expected: object][] = [
  [null, null, false, { grace: 0, managed: false }],
  [0, null, false, { grace: 0, managed: false }],
  [300, null, false, { grace: 300, managed: false }],
  [never, null, false, { grace: 'never', managed: false }],
  [-1, null, false, { grace: 'never', managed: false }],
  [never, null, true, { grace: 0, managed: false }],
  [never, 0, true, { grace: 0, managed: true }],
  [never, 1, true, { grace: 'never', managed: false }],
  // Windows' own settings heed the policy's "no" only in a domain: the later answer is the safe one.
  [300, 0, false, { grace: 300, managed: false }],
];
test.each(cases)(
  'DelayLockInterval %s, AllowDomainDelayLock %s, domain %s',
  async (delay, allowed, joined, expected) => {
    const system = homePcWith({
      registry: {
        [desktop]: delay === null ? {} : { DelayLockInterval: delay },
        [policy]: allowed === null ? {} : { AllowDomainDelayLock: allowed },
      },
      domainJoined: joined,
    });
    expect(await readDelayLock(system)).toEqual({ ok: true, ...expected });
  },
);

test('a delay that is no number is not read as one', async () => {
  const system = homePcWith({ registry: { [desktop]: { DelayLockInterval: 'never' } } });
  expect(await readDelayLock(system)).toMatchObject({ ok: false, reason: 'unparsable' });
});
