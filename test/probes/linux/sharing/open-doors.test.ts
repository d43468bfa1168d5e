import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { FactValue } from '../../../../src/facts/registry.ts';
import { knownServers } from '../../../../src/probes/linux/sharing/known-servers.ts';
import { namesPort } from '../../../../src/probes/linux/sharing/programs.ts';
import { sharingProbe } from '../../../../src/probes/linux/sharing.ts';
import { machineWith, notAborted, systemWith } from '../fake-machine.ts';

/** A listening socket of a user; its inode is its port. `of` is the process that holds it, where that can be seen. */
interface Socket {
  readonly port: number;
  readonly uid?: number;
  readonly of?: number;
  readonly loopback?: boolean;
  readonly udp?: boolean;
}
/** A running program: number, kernel name, command line. */
type Program = readonly [pid: number, name: string, line?: string];

const me = 1001;
// Captured on Debian 12 (Linux 6.18).
const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = ({ port, uid = 0, loopback, udp }: Socket) =>
  `   0: ${loopback ? '0100007F' : '00000000'}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${udp ? '07' : '0A'} 00000000:00000000 00:00000000 00000000 ${uid}        0 ${port} 1 00000000668d684c 100 0 0 10 0\n`;

async function probeOf(sockets: readonly Socket[], programs: readonly Program[] = []) {
  const table = (udp: boolean) =>
    header +
    sockets
      .filter((each) => Boolean(each.udp) === udp)
      .map(line)
      .join('');
  const files: Record<string, string> = {
    'proc/1/comm': 'systemd\n',
    'proc/net/tcp': table(false),
    'proc/net/udp': table(true),
  };
  for (const [pid, name, words] of programs) {
    files[`proc/${pid}/comm`] = `${name}\n`;
    files[`proc/${pid}/cmdline`] = `${(words ?? name).replaceAll(' ', '\0')}\0`;
  }
  const root = await machineWith(files);
  for (const { port, of } of sockets)
    if (of !== undefined) await link(join(root, `proc/${of}/fd/3`), `socket:[${port}]`);
  // The folders of this machine belong to whoever runs the test: so does the agent.
  return sharingProbe({ ...systemWith(root), uid: process.getuid?.() ?? 0 });
}

async function link(path: string, target: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

async function found(sockets: readonly Socket[], programs: readonly Program[] = []) {
  const reading = await (await probeOf(sockets, programs)).read(notAborted);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return said(reading.value);
}

function said({ offers, unread, others = [] }: FactValue<'sharing'>) {
  return {
    offers: offers.map(({ kind, name }) => `${kind}: ${name}`),
    unread: unread.map(({ kind, source }) => `${kind}: ${source}`),
    others: others.map(({ port, program }) => `${port} ${program}`),
  };
}
const nothing = { offers: [], unread: [], others: [] };

test.each([
  [21, 'file-server: FTP (port 21)'],
  [873, 'file-server: rsync (port 873)'],
  [80, 'web: HTTP (port 80)'],
  [443, 'web: HTTP (port 443)'],
  [5432, 'database: PostgreSQL (port 5432)'],
  [515, 'printer: LPD (port 515)'],
  [6566, 'scanner: SANE (port 6566)'],
  [513, 'remote-login: rsh (port 513)'],
  [5999, 'remote-desktop: VNC (port 5999)'],
  [5800, 'remote-desktop: VNC (port 5800)'],
  [5984, 'database: CouchDB (port 5984)'],
  [6010, 'remote-desktop: X11 (port 6010)'],
])('port %i tells its server, whoever holds it: %s', async (port, offer) => {
  expect(await found([{ port }])).toEqual({ ...nothing, offers: [offer] });
  expect(await found([{ port, loopback: true }])).toEqual(nothing);
});

test.each([
  ['python3.11', 'python3 -m http.server --bind 0.0.0.0', 'web: HTTP (port 9123)'],
  ['python3', '/usr/bin/python3 -m pyftpdlib -w', 'file-server: FTP (port 9123)'],
  ['busybox', 'busybox httpd -f', 'web: HTTP (port 9123)'],
  ['node', 'node /usr/local/bin/http-server .', 'web: HTTP (port 9123)'],
  ['php8.2', 'php -S 0.0.0.0:9123 -t .', 'web: HTTP (port 9123)'],
  ['dropbear', 'dropbear -E', 'remote-login: SSH (port 9123)'],
  ['sshd', 'sshd: /usr/sbin/sshd -f own [listener] 0 of 10-100 startups', 'remote-login: SSH (port 9123)'],
  [
    'apache2',
    '/usr/sbin/apache2 -f /usr/share/gnome-user-share/dav_user_2.4.conf',
    'webdav: WebDAV (port 9123)',
  ],
  ['x11vnc', 'x11vnc -forever', 'remote-desktop: VNC (port 9123)'],
])('a program of one’s own is known on any port: %s', async (name, words, offer) => {
  const programs: Program[] = [[50, name, words]];
  expect(await found([{ port: 9123, uid: me, of: 50 }], programs)).toEqual({ ...nothing, offers: [offer] });
});

test.each([
  ['python3', 'python3 manage.py runserver 0.0.0.0:9123'],
  ['node', 'node node_modules/.bin/vite --host'],
  ['spotify', 'spotify'],
  ['sshd', 'sshd: carol [priv]'],
  ['rsync', 'rsync -a . host:'],
])('a program of one’s own that serves no files is told by its name: %s', async (name, words) => {
  const programs: Program[] = [[50, name, words]];
  expect(await found([{ port: 9123, uid: me, of: 50 }], programs)).toEqual({
    ...nothing,
    others: [`9123 ${name}`],
  });
});

test('a port that the system chose is told without its number, so that a restart changes nothing', async () => {
  const sockets = [
    { port: 40_001, uid: me, of: 50 },
    { port: 40_002, uid: me, of: 51 },
  ];
  const programs: Program[] = [
    [50, 'spotify'],
    [51, 'spotify'],
  ];
  expect(await found(sockets, programs)).toEqual({ ...nothing, others: ['null spotify'] });
  expect(await found([{ port: 40_001 }])).toEqual({ ...nothing, others: ['40001 null'] });
});

test.each([
  ['rsync', 'rsync --daemon --no-detach --port=8730', 8730, 'file-server: rsync (port 8730)'],
  ['busybox', 'busybox httpd -p 0.0.0.0:8081', 8081, 'web: HTTP (port 8081)'],
  ['dropbear', 'dropbear -p 2022', 2022, 'remote-login: SSH (port 2022)'],
  [
    'sshd',
    'sshd: /usr/sbin/sshd -D -p 2022 [listener] 0 of 10-100 startups',
    2022,
    'remote-login: SSH (port 2022)',
  ],
])(
  'a server of another user is known by the port on its command line: %s',
  async (name, words, port, offer) => {
    expect(await found([{ port }], [[50, name, words]])).toEqual({ ...nothing, offers: [offer] });
  },
);

test('a container’s forwarded port is told, and hides nobody', async () => {
  const proxy = '/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2';
  const programs: Program[] = [
    [50, 'docker-proxy', proxy],
    [51, 'nginx', 'nginx: master process'],
  ];
  const sockets = [{ port: 8080 }, { port: 80, loopback: true }];
  expect(await found(sockets, programs)).toEqual({ ...nothing, others: ['8080 docker-proxy'] });
});

test('a server that runs somewhere unknown, beside a port of nobody knows whom, is unread', async () => {
  const nginx: Program = [50, 'nginx', 'nginx: master process'];
  expect(await found([{ port: 8080 }], [nginx])).toEqual({
    offers: [],
    unread: ['web: port 8080'],
    others: ['8080 null'],
  });
  expect(await found([], [nginx])).toEqual(nothing);
  expect(await found([{ port: 111 }, { port: 53 }], [nginx])).toMatchObject({ unread: [] });
});

test('a port of another user that nothing explains is told', async () => {
  expect(await found([{ port: 1716 }, { port: 5355 }])).toEqual({
    ...nothing,
    others: ['1716 null', '5355 LLMNR'],
  });
});

test('of UDP only the ports that are known: whoever sent something looks like a listener', async () => {
  expect(
    await found([
      { port: 5353, udp: true },
      { port: 8000, udp: true },
      { port: 21, udp: true },
    ]),
  ).toEqual(nothing);
  expect(
    await found([
      { port: 69, udp: true },
      { port: 177, udp: true },
    ]),
  ).toMatchObject({
    offers: ['file-server: TFTP (port 69)', 'remote-desktop: XDMCP (port 177)'],
  });
});

test('a port stands on a command line by itself, not within an address or another number', () => {
  expect(namesPort({ line: 'x --port=8080' }, 8080)).toBe(true);
  expect(namesPort({ line: 'x 0.0.0.0:8080' }, 8080)).toBe(true);
  expect(namesPort({ line: 'x 18080' }, 8080)).toBe(false);
  expect(namesPort({ line: 'x 10.80.0.1' }, 80)).toBe(false);
});

test('every known server can be recognised, and no two by the same port', () => {
  const single = knownServers.flatMap((server) =>
    server.ports.filter(([from, to]) => from === to).map(([port]) => `${server.protocol ?? 'tcp'} ${port}`),
  );
  expect(new Set(single).size).toBe(single.length);
  for (const server of knownServers) expect(server.ports.length + server.programs.length).toBeGreaterThan(0);
});
