import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sharingProbe, sharingWatchedFiles } from '../../../src/probes/macos/sharing.ts';
import { type CapturedMac, capturedMac, decodeMac, notAborted } from './captured-mac.ts';

const folder = new URL('../../fixtures/macos/', import.meta.url);
const readOther = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
/** A Mac that shares nothing. */
const quiet = decodeMac(readOther('15/office-notebook'), readOther);

const netstat = '/usr/sbin/netstat -anW -p tcp';
const launchctl = '/bin/launchctl print-disabled system';
const sharing = '/usr/sbin/sharing -l -f json';
const airPlay = '/usr/bin/defaults -currentHost export com.apple.controlcenter -';

const listening = (...ports: number[]) => [
  'Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)',
  ...ports.map((port) => `tcp4       0      0  *.${port}    *.*    LISTEN`),
];
const switched = (...labels: string[]) => [
  'disabled services = {',
  ...labels.map((label) => `\t"${label}" => enabled`),
  '}',
];

async function read(commands: CapturedMac['commands'], files: CapturedMac['files'] = {}) {
  const mac = capturedMac({
    commands: { ...quiet.commands, ...commands },
    files: { ...quiet.files, ...files },
  });
  const reading = await sharingProbe(mac).read(notAborted);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return reading.value;
}

test('nothing is shared, and the Public folder that everyone has does not count', async () => {
  expect(await read({})).toEqual({ offers: [], unread: [] });
});

describe('file sharing', () => {
  test('gives its folders, each to whom it is given', async () => {
    const { offers } = await read({ [netstat]: listening(445) });
    expect(offers).toMatchObject([
      { kind: 'smb', name: "Carol's Public Folder", reach: 'everyone', active: true },
    ]);
  });

  test('that was switched on and does not listen yet is set up', async () => {
    const { offers } = await read({ [launchctl]: switched('com.apple.smbd') });
    expect(offers).toMatchObject([{ name: "Carol's Public Folder", active: false }]);
  });

  test('that was switched off and still listens is open', async () => {
    const off = ['disabled services = {', '\t"com.apple.smbd" => disabled', '}'];
    const { offers } = await read({ [launchctl]: off, [netstat]: listening(139) });
    expect(offers).toMatchObject([{ kind: 'smb', active: true }]);
  });

  test.each([
    ['without a folder', ['{}'], 'accounts'],
    ['that does not list its folders', ['List of Share Points'], 'unknown'],
  ])('%s offers itself', async (_what, list, reach) => {
    const { offers } = await read({ [netstat]: listening(445), [sharing]: list });
    expect(offers).toMatchObject([{ kind: 'smb', name: 'File Sharing (SMB)', reach, active: true }]);
  });
});

describe('doors', () => {
  test.each([
    [22, 'com.openssh.sshd', 'remote-login', 'SSH (port 22)'],
    [3031, 'com.apple.AEServer', 'remote-login', 'Remote Apple Events (port 3031)'],
    [5900, 'com.apple.screensharing', 'remote-desktop', 'Screen Sharing (port 5900)'],
    [548, 'com.apple.AppleFileServer', 'afp', 'AFP (port 548)'],
  ])('port %d', async (port, label, kind, name) => {
    expect((await read({ [netstat]: listening(port) })).offers).toMatchObject([{ kind, name, active: true }]);
    expect((await read({ [launchctl]: switched(label) })).offers).toMatchObject([
      { kind, name, active: false },
    ]);
  });

  test('without the list of switches a closed port proves nothing', async () => {
    const { offers, unread } = await read({ [launchctl]: { cannot: 'timed-out' }, [netstat]: listening(22) });
    expect(offers.map(({ name }) => name)).toEqual(['SSH (port 22)']);
    expect(unread.map(({ kind }) => kind).sort()).toEqual(['afp', 'remote-desktop', 'remote-login', 'smb']);
  });

  test('Remote Management, by its file or by its port', async () => {
    const file = '/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd';
    expect((await read({}, { [file]: { text: ['enabled'] } })).offers).toMatchObject([
      { name: 'Remote Management', active: false, source: file },
    ]);
    expect((await read({ [netstat]: listening(3283) })).offers).toMatchObject([
      { name: 'Remote Management', active: true },
    ]);
  });

  test('a program that goes through its maker’s servers is seen while it runs', async () => {
    const processes = [
      '/sbin/launchd',
      '/Applications/RustDesk.app/Contents/MacOS/rustdesk',
      '/usr/bin/ToDesk.txt',
    ];
    const { offers } = await read({ '/bin/ps -axww -o comm=': processes });
    expect(offers).toMatchObject([{ kind: 'remote-control', name: 'RustDesk', active: true }]);
  });

  test('without the list of processes such a program may be there', async () => {
    const { unread } = await read({ '/bin/ps -axww -o comm=': { cannot: 'failed' } });
    expect(unread).toMatchObject([{ kind: 'remote-control' }]);
  });
});

describe('what else is given', () => {
  test('printers: open, set up, not told', async () => {
    const cups = '/usr/sbin/cupsctl';
    expect((await read({ [netstat]: listening(631) })).offers).toMatchObject([
      { kind: 'printer', active: true },
    ]);
    expect((await read({ [cups]: ['_share_printers=1'] })).offers).toMatchObject([
      { kind: 'printer', active: false },
    ]);
    expect((await read({ [cups]: { cannot: 'missing' } })).unread).toMatchObject([{ kind: 'printer' }]);
    expect((await read({ [cups]: ['who?'] })).unread).toMatchObject([{ kind: 'printer', detail: 'who?' }]);
  });

  test('folders over NFS', async () => {
    const file = { '/etc/exports': { text: ['/Users/carol/data -ro'] } };
    expect((await read({}, file)).offers).toMatchObject([
      { kind: 'nfs', name: '/Users/carol/data', active: false },
    ]);
    expect((await read({ [netstat]: listening(2049) }, file)).offers).toMatchObject([{ active: true }]);
    expect((await read({ [netstat]: listening(2049) })).offers).toMatchObject([{ name: 'NFS (port 2049)' }]);
  });

  test('the media library', async () => {
    const path = '/Users/carol/Library/Preferences/com.apple.amp.mediasharingd.plist';
    const set = (plist: Record<string, boolean>) => read({}, { [path]: { plist, form: 'binary' } });
    expect((await set({ 'home-sharing-enabled': true })).offers).toMatchObject([
      { kind: 'media', active: false },
    ]);
    expect((await set({ 'home-sharing-enabled': false })).offers).toEqual([]);
    expect((await read({}, { [path]: { text: ['x'] } })).unread).toMatchObject([
      { kind: 'media', source: path },
    ]);
    expect((await read({ [netstat]: listening(3689) })).offers).toMatchObject([
      { kind: 'media', active: true },
    ]);
  });

  test('the internet connection', async () => {
    const path = '/Library/Preferences/SystemConfiguration/com.apple.nat.plist';
    const set = (plist: Record<string, Record<string, number>>) =>
      read({}, { [path]: { plist, form: 'xml' } });
    expect((await set({ NAT: { Enabled: 1 } })).offers).toMatchObject([{ kind: 'internet', active: true }]);
    expect((await set({ NAT: { Enabled: 0 } })).offers).toEqual([]);
    expect((await set({ NAT: {} })).offers).toEqual([]);
    expect((await read({}, { [path]: { text: ['x'] } })).unread).toMatchObject([{ kind: 'internet' }]);
  });

  const receiver = (value: string) => [
    `<plist version="1.0"><dict><key>AirplayRecieverEnabled</key>${value}</dict></plist>`,
  ];
  test.each([
    ['switched on, its ports closed', receiver('<true/>'), [], false],
    ['never switched, both its ports open', receiver('<string/>'), [5000, 7000], true],
    ['never switched, one of its ports taken', receiver('<string/>'), [7000], false],
    ['switched off, both ports taken by others', receiver('<false/>'), [5000, 7000], false],
    ['not told, both its ports open', { cannot: 'failed' as const }, [5000, 7000], true],
    ['not told, its ports closed', { cannot: 'failed' as const }, [], false],
  ])(
    'AirPlay Receiver takes in and gives nothing: told, and no offer; %s',
    async (_what, output, ports, told) => {
      const { offers, others } = await read({ [airPlay]: output, [netstat]: listening(...ports) });
      expect(offers).toEqual([]);
      const program = 'AirPlay Receiver';
      expect(others).toEqual(told ? [5000, 7000].map((port) => ({ port, program })) : undefined);
    },
  );
});

test('without the list of sockets nothing can be said', async () => {
  const mac = capturedMac({ ...quiet, commands: { ...quiet.commands, [netstat]: ['Usage: netstat'] } });
  expect(await sharingProbe(mac).read(notAborted)).toMatchObject({ state: 'unknown', reason: 'unparsable' });
});

test('the files behind the switches are watched', () => {
  expect(sharingWatchedFiles(capturedMac({ commands: {} }))).toEqual(
    expect.arrayContaining(['/var/db/com.apple.xpc.launchd/disabled.plist', '/etc/exports']),
  );
});
