import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXfce4ScreensaverLock } from '../../../../src/probes/linux/screen-lock/xfce4-screensaver.ts';
import { readXfconf, xfconfFile } from '../../../../src/probes/linux/screen-lock/xfconf.ts';
import type { LinuxSystem } from '../../../../src/probes/linux/system.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machine, put } from '../machine.ts';
import { busPrograms, startBus } from '../private-bus.ts';

const programs = ['/usr/bin/xfconf-query', ...busPrograms];
const signal = new AbortController().signal;
const delay = '/saver/idle-activation/delay';
const file = xfconfFile('xfce4-screensaver');

const channel = (attributes: string, inner: string) =>
  `<?xml version="1.1" encoding="UTF-8"?>\n<channel name="xfce4-screensaver" version="1.0" ${attributes}>${inner}</channel>\n`;
const nested = (attributes: string, value: number) =>
  `<property name="saver" type="empty"><property name="idle-activation" type="empty"><property name="delay" type="int" value="${value}" ${attributes}/></property></property>`;

/** A machine of its own with a real xfconfd over it; its user is the one who runs the test. */
async function withXfconf(
  files: Record<string, string>,
  body: (
    system: LinuxSystem,
    env: Record<string, string>,
    query: (...args: string[]) => string,
  ) => Promise<void>,
): Promise<void> {
  const { root, ...rest } = machine({});
  const env = {
    HOME: join(root, 'home'),
    XDG_CONFIG_HOME: join(root, 'home/config'),
    XDG_CONFIG_DIRS: `${join(root, 'near')}:${join(root, 'far')}`,
    LC_ALL: 'C.UTF-8',
  };
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  put(root, 'home/config/x', '');
  const bus = await startBus({ env });
  const query = (...args: string[]) =>
    execFileSync('/usr/bin/xfconf-query', ['-c', 'xfce4-screensaver', ...args], {
      env: { ...env, ...bus.env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    await body({ ...rest, root: '/', home: env.HOME, userName: userInfo().username }, env, query);
  } finally {
    await bus.stop();
  }
}

const user = userInfo().username;
const cascades: [string, Record<string, string>][] = [
  [
    'the user over the system',
    { [`near/${file}`]: channel('', nested('', 4)), [`home/config/${file}`]: channel('', nested('', 60)) },
  ],
  [
    'locked for everyone',
    {
      [`near/${file}`]: channel('', nested(`locked="${user}"`, 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'locked for this user',
    {
      [`near/${file}`]: channel('', nested(`locked="other;${user}"`, 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'locked for somebody else',
    {
      [`near/${file}`]: channel('', nested('locked="somebody"', 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'unlocked for somebody else',
    {
      [`near/${file}`]: channel('', nested('unlocked="somebody"', 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'the whole channel locked',
    {
      [`near/${file}`]: channel(`locked="${user}"`, nested('', 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'the whole channel unlocked for this user',
    {
      [`near/${file}`]: channel(`unlocked="${user}"`, nested('', 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'two folders of the system',
    { [`near/${file}`]: channel('', nested('', 3)), [`far/${file}`]: channel('', nested('', 9)) },
  ],
  [
    'the far one locked',
    {
      [`near/${file}`]: channel('', nested('', 3)),
      [`far/${file}`]: channel('', nested(`locked="${user}"`, 9)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'both lists: the exempt count',
    {
      [`near/${file}`]: channel('', nested(`locked="${user}" unlocked="${user}"`, 4)),
      [`home/config/${file}`]: channel('', nested('', 60)),
    },
  ],
  [
    'a locked channel drops what the far file says, and is not changed by an open one',
    {
      [`far/${file}`]: channel('', nested('', 9)),
      [`near/${file}`]: channel(`locked="${user}"`, '<property name="lock" type="empty"/>'),
    },
  ],
  [
    'an open file above a locked one is not heard',
    {
      [`far/${file}`]: channel(`locked="${user}"`, nested('', 9)),
      [`near/${file}`]: channel('', nested('', 3)),
    },
  ],
  [
    'two locked files: the near one',
    {
      [`far/${file}`]: channel(`locked="${user}"`, nested('', 9)),
      [`near/${file}`]: channel(`locked="${user}"`, nested('', 3)),
    },
  ],
];

for (const [name, files] of cascades)
  testOnMachine({ programs }, `as xfconfd has it: ${name}`, async () => {
    await withXfconf(files, async (system, env, query) => {
      const read = await readXfconf(system, env, 'xfce4-screensaver');
      const theirs = query('-lv')
        .split('\n')
        .find((line) => line.startsWith(`${delay} `));
      expect(read.ok && read.number(delay)).toBe(
        theirs === undefined ? undefined : Number(theirs.split(/\s+/)[1]),
      );
    });
  });

testOnMachine(
  { programs },
  'a file of the user that locks something is refused, here and there',
  async () => {
    const files = { [`home/config/${file}`]: channel(`locked="${user}"`, nested('', 60)) };
    await withXfconf(files, async (system, env, query) => {
      expect(() => query('-p', delay)).toThrow();
      expect(await readXfconf(system, env, 'xfce4-screensaver')).toMatchObject({
        ok: false,
        reason: 'unparsable',
      });
    });
  },
);

testOnMachine({ programs }, 'what xfconf-query sets is read as soon as xfconfd has written it', async () => {
  await withXfconf({}, async (system, env, query) => {
    query('-p', delay, '-n', '-t', 'int', '-s', '12');
    query('-p', '/lock/enabled', '-n', '-t', 'bool', '-s', 'false');
    const desktop = { kind: 'known', name: 'XFCE', env, programs: new Set<string>() } as const;
    await expect
      .poll(() => readXfce4ScreensaverLock({ system, desktop, signal }), { timeout: 30_000 })
      .toMatchObject({ ok: true, wait: 720, grace: 0, passwordRequired: false, managed: false });
    const { XDG_CONFIG_HOME = '' } = env;
    expect(existsSync(join(XDG_CONFIG_HOME, file))).toBe(true);
  });
});

test('any text is a channel or unparsable', async () => {
  const started = machine({});
  const piece = fc.constantFrom(
    '<channel>',
    '</channel>',
    '<property name="a"',
    ' value="1"/>',
    '>',
    '<',
    '&',
    '"',
    '<!DOCTYPE x [',
    ']>',
    'x',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      put(started.root, `home/tester/.config/${file}`, pieces.join(''));
      const read = await readXfconf(started, {}, 'xfce4-screensaver');
      if (read.ok) read.number(delay);
      else expect(read.reason).toBe('unparsable');
    }),
    { numRuns: 600, examples: [[['<channel>', '</channel>', '<!DOCTYPE x [']]] },
  );
});
