import { expect } from 'vitest';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';

const base = ['/usr/sbin/ip', '/usr/sbin/useradd'];

/** Under each label, what was said: offers, what could not be read, and the other open ports. */
async function readAll(script: string): Promise<Record<string, readonly string[]>> {
  const readings = await readInSandbox<'sharing'>(script);
  return Object.fromEntries(
    readings.map(({ label, reading }) => {
      if (reading.state !== 'known') throw new Error(`${label}: ${JSON.stringify(reading)}`);
      const { offers, unread, others = [] } = reading.value;
      return [
        label,
        [
          ...offers.map(({ kind, name }) => `${kind}: ${name}`),
          ...unread.map(({ kind, source }) => `unread ${kind}: ${source}`),
          ...others.map(({ port, program }) => `other: ${port} ${program}`),
        ],
      ];
    }),
  );
}

/** `stop NAME` ends a server and waits until it is gone. */
const stop = `stop() { pkill -KILL -x "$1"; gone() { ! pgrep -x "$1"; }; wait_for gone "$1"; }
`;

testOnMachine(
  { root: true, programs: [...base, '/usr/bin/busybox', '/usr/sbin/dropbear', '/usr/bin/rsync'] },
  'real servers of root, on ports of their own: busybox httpd, dropbear, rsync',
  async () => {
    const said = await readAll(`${stop}
      user carol; mkdir -p /etc/dropbear /srv/pub; cd /srv/pub
      busybox httpd -p 8081; wait_for listens 8081; read_fact carol sharing httpd; stop busybox
      dropbear -R -p 2022; wait_for listens 2022; read_fact carol sharing dropbear; stop dropbear
      printf '[pub]\\npath = /srv/pub\\n' > /etc/rsyncd.conf
      rsync --daemon --port=8730 </dev/null; wait_for listens 8730; read_fact carol sharing rsync; stop rsync
      rsync --daemon --address=127.0.0.1 </dev/null; wait_for listens 873; read_fact carol sharing loopback`);
    expect(said).toEqual({
      httpd: ['web: HTTP (port 8081)'],
      dropbear: ['remote-login: SSH (port 2022)'],
      rsync: ['file-server: rsync (port 8730)'],
      loopback: [],
    });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/sbin/vsftpd'] },
  'a real vsftpd on its usual port; on one that its configuration hides it is unread, not denied',
  async () => {
    const said = await readAll(`${stop}
      user carol; mkdir -p /run/vsftpd/empty
      vsftpd -obackground=YES; wait_for listens 21; read_fact carol sharing usual; stop vsftpd
      echo 'listen_port=2121' >> /etc/vsftpd.conf
      vsftpd -obackground=YES; wait_for listens 2121; read_fact carol sharing moved`);
    expect(said).toEqual({
      usual: ['file-server: FTP (port 21)'],
      moved: ['unread file-server: port 2121', 'other: 2121 null'],
    });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/bin/python3'] },
  'a user’s own servers: Python’s web server is one, whatever its port; a program of theirs is told by its name',
  async () => {
    const said = await readAll(`${stop}
      user carol; user dave; cd /srv
      as carol /usr/bin/python3 -m http.server 8000 & wait_for listens 8000
      read_fact carol sharing own warm; read_fact dave sharing of-another; stop python3
      as carol /usr/bin/python3 -m http.server & wait_for listens 8000
      read_fact carol sharing unsaid; read_fact dave sharing unsaid-of-another; stop python3
      as carol /usr/bin/python3 -m http.server --bind 127.0.0.1 & wait_for listens 8000; read_fact carol sharing loopback; stop python3
      listen='import socket,signal; s=socket.create_server(("", 1716)); signal.pause()'
      as carol /usr/bin/python3 -c "$listen" & wait_for listens 1716
      read_fact carol sharing unknown; read_fact dave sharing unknown-of-another`);
    expect(said).toEqual({
      own: ['web: HTTP (port 8000)'],
      warm: ['web: HTTP (port 8000)'],
      'of-another': ['web: HTTP (port 8000)'],
      unsaid: ['web: HTTP (port 8000)'],
      'unsaid-of-another': ['unread web: port 8000', 'other: 8000 null'],
      loopback: [],
      unknown: ['other: 1716 python3'],
      'unknown-of-another': ['other: 1716 null'],
    });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/bin/x11vnc'] },
  'a real VNC server, on display 99 and on a port of its own',
  async () => {
    const said = await readAll(`${stop}
      user carol
      as carol x11vnc -rawfb none -forever -noipv6 -rfbport 5999 -rfbportv6 5999 >/dev/null 2>&1 </dev/null & wait_for listens 5999
      read_fact carol sharing above; stop x11vnc
      as carol x11vnc -rawfb none -forever -noipv6 -rfbport 7999 -rfbportv6 7999 >/dev/null 2>&1 </dev/null & wait_for listens 7999
      read_fact carol sharing own`);
    expect(said).toEqual({
      above: ['remote-desktop: VNC (port 5999)'],
      own: ['remote-desktop: VNC (port 7999)'],
    });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/bin/unshare'] },
  'a remote-control program of a container is not ours; in a sandbox that shares the screen’s network it is',
  async () => {
    const said = await readAll(`${stop}
      user carol; cp /bin/sleep /srv/anydesk; mkdir -p /run/c/upper /run/c/work /run/c/root
      mount -t overlay overlay -o lowerdir=/,upperdir=/run/c/upper,workdir=/run/c/work /run/c/root
      cp /bin/sleep /run/c/root/anydesk
      try() { local label=$1; shift; "$@" 600 & wait_for pgrep -x anydesk; read_fact carol sharing "$label"; stop anydesk; }
      try container unshare --net --pid --fork --root=/run/c/root /anydesk
      try flatpak unshare --pid --fork --root=/run/c/root /anydesk
      try firejail unshare --net --pid --fork /srv/anydesk`);
    expect(said).toEqual({
      container: [],
      flatpak: ['remote-control: AnyDesk'],
      firejail: ['remote-control: AnyDesk'],
    });
  },
);
