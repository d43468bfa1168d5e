import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cascade } from '../../../../src/probes/linux/screen-lock/kconfig.ts';
import { readKdeLock } from '../../../../src/probes/linux/screen-lock/kde.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machine, put } from '../machine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const reader = '/usr/bin/kreadconfig5';
const writer = '/usr/bin/kwriteconfig5';
const keys = ['Autolock', 'Timeout', 'LockGrace'];

/** What KDE itself reads from these files: the system's in order of importance, then the user's. */
function asKde(folder: string, systems: readonly string[], user: string): (string | undefined)[] {
  put(folder, 'home/kscreenlockerrc', user);
  for (const [index, text] of systems.entries()) put(folder, `system${index}/kscreenlockerrc`, text);
  const env = {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'home'),
    XDG_CONFIG_DIRS: systems.map((_, index) => join(folder, `system${index}`)).join(':'),
    LC_ALL: 'C.UTF-8',
    QT_QPA_PLATFORM: 'offscreen',
  };
  return keys.map((key) => {
    const args = ['--file', 'kscreenlockerrc', '--group', 'Daemon', '--key', key, '--default', 'unset'];
    const said = execFileSync(reader, args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).replace(/\n$/, '');
    return said === 'unset' ? undefined : said;
  });
}

function ours(systems: readonly string[], user: string): (string | undefined)[] {
  const daemon = cascade([...[...systems].reverse(), user], 'Daemon');
  return keys.map((key) => daemon.value(key));
}

const known: [string, string[], string][] = [
  ['user over system', ['[Daemon]\nTimeout=4\n'], '[Daemon]\nTimeout=9\n'],
  ['a fixed key', ['[Daemon]\nTimeout[$i]=4\nLockGrace=3\n'], '[Daemon]\nTimeout=9\nLockGrace=8\n'],
  ['a fixed group', ['[Daemon][$i]\nTimeout=4\n'], '[Daemon]\nTimeout=9\nLockGrace=8\n'],
  ['a fixed file', ['[$i]\n[Daemon]\nTimeout=4\n'], '[Daemon]\nTimeout=9\nLockGrace=8\n'],
  [
    'two systems',
    ['[Daemon]\nTimeout=1\n', '[Daemon]\nTimeout=2\nLockGrace[$i]=3\n'],
    '[Daemon]\nLockGrace=8\n',
  ],
  ['a key taken back', ['[Daemon]\nTimeout=4\n'], '[Daemon]\nTimeout[$d]\n'],
  ['a translated key', [], '[Daemon]\nTimeout[zh_CN]=7\n'],
  ['spaces and comments', [], ' [Daemon] \n# no\n  Timeout = 7 \n;LockGrace=1\n'],
  ['a nested group', [], '[Daemon][Inner]\nTimeout=7\n[Daemon]\nLockGrace=1\n'],
  ['twice the group', [], '[Daemon]\nTimeout=7\n[Greeter]\nTimeout=1\n[Daemon]\nTimeout=8\n'],
  ['empty value', ['[Daemon]\nTimeout=4\n'], '[Daemon]\nTimeout=\n'],
];

for (const [name, systems, user] of known)
  testOnMachine({ programs: [reader] }, `as kreadconfig reads it: ${name}`, async () => {
    const folder = temporaryFolder();
    expect(ours(systems, user)).toEqual(asKde(folder, systems, user));
  });

const mark = fc.constantFrom('', '', '', '[$i]');
const entry = fc
  .tuple(fc.constantFrom(...keys), mark, fc.nat({ max: 99 }))
  .map(([key, option, value]) => `${key}${option}=${value}`);
const group = fc
  .tuple(fc.constantFrom('Daemon', 'Daemon', 'Greeter'), mark, fc.array(entry, { maxLength: 3 }))
  .map(([groupName, option, entries]) => [`[${groupName}]${option}`, ...entries].join('\n'));
const file = fc
  .tuple(fc.constantFrom('', '', '', '[$i]\n'), fc.array(group, { maxLength: 3 }))
  .map(([head, groups]) => `${head}${groups.join('\n')}\n`);

testOnMachine({ programs: [reader] }, 'as kreadconfig reads it: any cascade of three files', async () => {
  fc.assert(
    fc.property(file, file, file, (near, far, user) => {
      const folder = temporaryFolder();
      expect(ours([near, far], user)).toEqual(asKde(folder, [near, far], user));
    }),
    // Fixed: a gate must not depend on luck. Another seed looks further.
    { numRuns: 20, seed: 20_261_124 },
  );
});

testOnMachine({ programs: [writer] }, 'what kwriteconfig writes is read', async () => {
  const system = machine({ env: { XDG_CURRENT_DESKTOP: 'KDE' } });
  const env = {
    HOME: system.root,
    XDG_CONFIG_HOME: join(system.root, 'home/tester/.config'),
    QT_QPA_PLATFORM: 'offscreen',
  };
  const write = (key: string, type: string, value: string) =>
    execFileSync(
      writer,
      ['--file', 'kscreenlockerrc', '--group', 'Daemon', '--key', key, '--type', type, value],
      { env },
    );
  put(system.root, 'home/tester/.config/x', '');
  const desktop = { kind: 'known', name: 'KDE Plasma', env: {}, programs: new Set(['ksmserver']) } as const;
  const lock = () => readKdeLock({ system, desktop, signal: new AbortController().signal });
  write('Timeout', 'string', '15');
  write('LockGrace', 'string', '30');
  expect(await lock()).toMatchObject({ ok: true, wait: 900, grace: 30, managed: false });
  write('Autolock', 'bool', 'false');
  expect(await lock()).toMatchObject({ ok: true, wait: 'never' });
});

test('any text is a configuration', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string(),
      (one, other) => void cascade([one, other], 'Daemon').value('Timeout'),
    ),
  );
});
