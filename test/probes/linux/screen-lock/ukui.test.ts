import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { testOnMachine } from '../../../not-run.ts';
import { type Machine, machine, put, type TestSystem } from '../machine.ts';
import { readLock, testLocks } from './lock-case.ts';
import { testSettingsTroubles } from './settings-troubles.ts';

const compiler = '/usr/bin/glib-compile-schemas';
const newUkui = '[org/ukui/screensaver]\nidle-delay=10\n';
const ukui: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'UKUI' },
  programs: ['ukui-session', 'ukui-screensaver-backend'],
  schemas: 'debian-12',
};
testLocks('UKUI', ukui, [
  ['defaults are minutes', {}, [300, 0, true]],
  ['10 minutes', { dconf: newUkui }, [600, 0, true]],
  ['off', { dconf: '[org/ukui/screensaver]\nidle-activation-enabled=false\n' }, ['never', 0, true]],
  ['-1 is never', { dconf: '[org/ukui/screensaver]\nidle-delay=-1\n' }, ['never', 0, true]],
  ['no password', { dconf: '[org/ukui/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  ['a delay of minutes', { dconf: '[org/ukui/screensaver]\nlock-delay=1\n' }, [300, 60, true]],
  ['the backend does not run', { programs: ['ukui-session'] }, 'locker-not-running'],
  [
    'an administrator has locked it',
    { dconfSystem: newUkui, locks: ['/org/ukui/screensaver/idle-delay'] },
    [600, 0, true, 'managed'],
  ],
]);

testSettingsTroubles('UKUI', ukui, 'old-ukui');

/** A machine whose screen saver has these keys and no others. */
function withKeys(keys: string): TestSystem {
  const { schemas: _, ...bare } = ukui;
  const system = machine(bare);
  const folder = 'usr/share/glib-2.0/schemas';
  put(system.root, `${folder}/ukui.gschema.xml`, `<schemalist>${keys}</schemalist>`);
  execFileSync(compiler, [join(system.root, folder)]);
  return system;
}

/** The keys of newer builds, as their users report them; the schema itself is not public. */
const idleLockSchema = `<schema id="org.ukui.screensaver" path="/org/ukui/screensaver/">
  <key name="idle-activation-enabled" type="b"><default>true</default></key>
  <key name="lock-enabled" type="b"><default>false</default></key>
  <key name="idle-delay" type="i"><default>5</default></key>
  <key name="idle-lock-enabled" type="b"><default>true</default></key>
  <key name="idle-lock" type="i"><default>10</default></key>
</schema>`;

testOnMachine({ programs: [compiler] }, 'UKUI that locks apart from its screen saver', async () => {
  const system = withKeys(idleLockSchema);
  expect(await readLock(system)).toMatchObject({ value: { wait: 600, grace: 0, passwordRequired: true } });
});

/** As on builds before the screen saver had a wait of its own. */
const sessionSchema = `<schema id="org.ukui.screensaver" path="/org/ukui/screensaver/">
  <key name="lock-enabled" type="b"><default>true</default></key>
</schema>
<schema id="org.ukui.session" path="/org/ukui/desktop/session/">
  <key name="idle-delay" type="i"><default>20</default></key>
</schema>`;

testOnMachine({ programs: [compiler] }, 'UKUI that keeps the wait with its session', async () => {
  const system = withKeys(sessionSchema);
  expect(await readLock(system)).toMatchObject({
    value: { wait: 1200, grace: 0, passwordRequired: true },
    source: expect.stringContaining('org.ukui.session'),
  });
});

testOnMachine({ programs: [compiler] }, 'UKUI with a wait nowhere says nothing', async () => {
  const system = withKeys(sessionSchema.slice(0, sessionSchema.indexOf('<schema id="org.ukui.session"')));
  expect(await readLock(system)).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});
