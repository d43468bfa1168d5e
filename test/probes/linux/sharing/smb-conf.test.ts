import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSmbConf } from '../../../../src/probes/linux/sharing/smb-conf.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machineWith } from '../fake-machine.ts';

const path = '/etc/samba/smb.conf';

async function read(text: string, more: Record<string, string> = {}) {
  const conf = await readSmbConf(await machineWith({ [path]: text, ...more }), path);
  if (conf === undefined) throw new Error('not there');
  return conf;
}
const names = async (text: string, more = {}) => (await read(text, more)).shares.map((share) => share.name);

// Debian 12's own file, without its comments.
const untouched = `[global]
   workgroup = WORKGROUP
   map to guest = bad user
   usershare allow guests = yes
[homes]
   comment = Home Directories
   browseable = no
   valid users = %S
[printers]
   path = /var/tmp
   printable = yes
[print$]
   path = /var/lib/samba/printers
`;

test('an untouched Debian shares nothing of anyone’s making', async () => {
  expect(await read(untouched)).toMatchObject({ shares: [], unread: [], homes: true });
});

test('a file that is not there is no configuration', async () => {
  expect(await readSmbConf(await machineWith({}), path)).toBeUndefined();
});

test.each([
  ['guest ok = yes', 'everyone'],
  ['public = yes', 'everyone'],
  ['GuestOK = True', 'everyone'],
  ['guest ok = no', 'accounts'],
  ['', 'accounts'],
  ['guest ok = yes\nvalid users = carol', 'accounts'],
  ['public = yes\nguest ok = no', 'accounts'],
])('%j reaches %s', async (line, reach) => {
  expect((await read(`[a]\npath = /srv\n${line}\n`)).shares).toMatchObject([{ reach }]);
});

test('a default of [global] holds for the shares after it', async () => {
  expect((await read('[global]\nguest ok = yes\n[a]\npath = /srv\n')).shares).toMatchObject([
    { reach: 'everyone' },
  ]);
});

test('comments, continued lines, blanks in names, repeated sections', async () => {
  const text =
    '; [no]\n# [no]\n[ My   Files ]\npa th = /srv/\\\n  more\n[b]\npath=/b\n[MY FILES]\nguest ok = yes\n';
  expect((await read(text)).shares).toMatchObject([{ name: 'My   Files', reach: 'everyone' }, { name: 'b' }]);
});

test('what Samba makes unavailable is not offered: available = no, no path', async () => {
  expect(await names('[a]\npath=/a\navailable = no\n[b]\nguest ok = yes\n[c]\ndirectory = /c\n')).toEqual([
    'c',
  ]);
});

test('a printer with a name is a printer', async () => {
  expect((await read('[office]\nprintable = yes\npath=/var/spool\n')).shares).toMatchObject([
    { name: 'office', printer: true },
  ]);
});

test('included files belong to it; a missing one does not; one for each client can’t be read', async () => {
  const text =
    '[global]\ninclude = /etc/samba/a.conf\ninclude = /etc/samba/none.conf\ninclude = /etc/samba/%m.conf\n';
  const conf = await read(text, { 'etc/samba/a.conf': '[a]\npath = /a\n' });
  expect(conf.shares).toMatchObject([{ name: 'a', source: '/etc/samba/a.conf' }]);
  expect(conf.unread).toMatchObject([{ source: '/etc/samba/%m.conf' }]);
});

test('a file that includes itself ends', async () => {
  expect((await read(`[a]\npath=/a\ninclude = ${path}\n`)).shares).toHaveLength(1);
});

test.each([['config backend = registry'], ['registry shares = yes'], ['include = registry']])(
  '%s: there are shares that only root reads',
  async (line) => {
    expect((await read(`[global]\n${line}\n`)).unread).toMatchObject([{ source: 'net conf list' }]);
  },
);

test('copy takes the parameters of a section before it', async () => {
  expect((await read('[a]\npath=/a\nguest ok=yes\n[b]\ncopy = a\n')).shares).toMatchObject([
    { name: 'a' },
    { name: 'b', reach: 'everyone' },
  ]);
});

/** Pieces that people write; testparm says what Samba makes of their combination. */
const piece = fc.constantFrom(
  '[global]',
  '[homes]',
  '[printers]',
  '[print$]',
  '[data]',
  '[Data]',
  '[ two words ]',
  '[hidden$]',
  'path = /srv',
  'path = /tmp',
  'Path=/var',
  'directory = /home',
  'path =',
  'guest ok = yes',
  'public = yes',
  'guestok=no',
  'available = no',
  'available = Yes',
  'printable = no',
  'browseable = no',
  'comment = a; b # c',
  '; path = /x',
  '# [no]',
  'read only = no',
  'copy = data',
  'valid users = carol',
  '',
  '  path = /srv/deep \\n  er',
);

testOnMachine(
  { programs: ['/usr/bin/testparm'] },
  'whatever the combination, the shares are those of Samba’s own testparm',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (lines) => {
        const text = `${lines.join('\n')}\n`;
        const root = await machineWith({ [path]: text });
        const ours = (await readSmbConf(root, path))?.shares
          .map((share) => share.name.toLowerCase().replace(/\s+/g, ' ').trim())
          .sort();
        const theirs = sharesOfTestparm(root);
        // What testparm refuses, smbd does not start with.
        fc.pre(theirs !== undefined);
        expect(ours, text).toEqual(theirs);
      }),
      { numRuns: 40 },
    );
  },
);

function sharesOfTestparm(root: string): string[] | undefined {
  const run = spawnSync('/usr/bin/testparm', ['-s', join(root, path)], { encoding: 'utf8' });
  if (run.status !== 0) return undefined;
  const sections = run.stdout.split(/^(?=\[)/m).filter((section) => section.startsWith('['));
  // It prints what differs from the defaults, and [global] sets the defaults.
  const byDefault = sections.some((each) => /^\[global\]/.test(each) && /^\tavailable = No$/m.test(each))
    ? 'No'
    : 'Yes';
  return sections
    .filter((section) => !/^\[(global|homes|printers|print\$)\]/i.test(section))
    .filter((section) => (/^\tavailable = (\w+)$/m.exec(section)?.[1] ?? byDefault) === 'Yes')
    .map((section) => (/^\[(.*)\]/.exec(section)?.[1] ?? '').toLowerCase().replace(/\s+/g, ' ').trim())
    .sort();
}
