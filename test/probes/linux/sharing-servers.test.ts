import { expect } from 'vitest';
import type { FactValue } from '../../../src/facts/registry.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';

const base = ['/usr/sbin/ip', '/usr/sbin/useradd'];

/** What was read under each label, and how many child processes that took. */
async function readAll(script: string) {
  const readings = await readInSandbox<'sharing'>(script);
  const values = new Map<string, FactValue<'sharing'>>();
  for (const { label, reading } of readings) {
    if (reading.state !== 'known') throw new Error(`${label}: ${JSON.stringify(reading)}`);
    values.set(label, reading.value);
  }
  return { values, children: new Map(readings.map(({ label, children }) => [label, children])) };
}

const needsSamba = {
  root: true,
  programs: [...base, '/usr/sbin/smbd', '/usr/bin/net', '/usr/bin/smbclient'],
};

testOnMachine(needsSamba, 'a real smbd: prepared, then open, then stopped', async () => {
  const { values, children } = await readAll(`
    user carol; mkdir -p /srv/public
    read_fact carol sharing untouched
    printf '[public]\\npath = /srv/public\\nguest ok = yes\\n' >> /etc/samba/smb.conf
    read_fact carol sharing prepared
    smbd -D; wait_for listens 445
    read_fact carol sharing open warm
    pkill -KILL -x smbd; gone() { ! listens 445; }; wait_for gone
    read_fact carol sharing stopped`);
  const offer = { kind: 'smb', name: 'public', reach: 'everyone', source: '/etc/samba/smb.conf' };
  // Debian makes the folder of user shares empty, and nobody has touched it: that can be proved from outside.
  expect(values.get('untouched')).toEqual({ offers: [], unread: [] });
  expect(values.get('prepared')?.offers).toEqual([{ ...offer, active: false }]);
  expect(values.get('open')).toMatchObject({ offers: [{ ...offer, active: true }], unread: [] });
  expect(values.get('stopped')?.offers).toEqual([{ ...offer, active: false }]);
  expect(children.get('warm')).toBe(0);
});

testOnMachine(
  needsSamba,
  'a real user share: seen by its maker, seen through the server by a stranger, else not denied',
  async () => {
    const { values, children } = await readAll(`
    user carol; user dave; usermod -aG sambashare carol; install -d -o carol /srv/mine
    smbd -D; wait_for listens 445
    as carol net usershare add mine /srv/mine '' Everyone:R guest_ok=y >&2
    read_fact carol sharing maker
    read_fact dave sharing stranger warm
    sed -i 's/map to guest = bad user/map to guest = never/; /^.global/a restrict anonymous = 2' /etc/samba/smb.conf
    pkill -KILL -x smbd; gone() { ! listens 445; }; wait_for gone; smbd -D; wait_for listens 445
    read_fact dave sharing refused
    pkill -KILL -x smbd; wait_for gone
    read_fact dave sharing stopped`);
    expect(values.get('maker')?.offers).toEqual([
      {
        kind: 'smb',
        name: 'mine',
        reach: 'everyone',
        active: true,
        source: '/var/lib/samba/usershares/mine',
      },
    ]);
    expect(values.get('stranger')).toMatchObject({
      offers: [
        { kind: 'smb', name: 'mine', reach: 'unknown', active: true, source: 'smbclient -L localhost' },
      ],
      unread: [],
    });
    expect(Object.fromEntries(children)).toMatchObject({ maker: 0, stranger: 1, warm: 0, stopped: 0 });
    const unread = [{ kind: 'smb', source: '/var/lib/samba/usershares', detail: 'denied' }];
    expect(values.get('refused')).toMatchObject({ offers: [], unread });
    expect(values.get('stopped')).toEqual({ offers: [], unread });
  },
);

testOnMachine(needsSamba, 'a real smbd for this computer alone is no share that is open', async () => {
  const { values } = await readAll(`
    user carol; mkdir -p /srv/public
    printf '[public]\\npath = /srv/public\\n' >> /etc/samba/smb.conf
    sed -i '/^.global/a interfaces = 127.0.0.1\\nbind interfaces only = yes' /etc/samba/smb.conf
    smbd -D; wait_for listens 445
    read_fact carol sharing loopback`);
  expect(values.get('loopback')?.offers).toMatchObject([{ name: 'public', active: false }]);
});

testOnMachine(
  { root: true, programs: [...base, '/usr/sbin/sshd', '/usr/bin/ssh-keygen'] },
  'a real sshd on its own port, on a port of the command line, and for this computer alone',
  async () => {
    const { values } = await readAll(`
      user carol; ssh-keygen -A >&2
      gone() { ! pgrep -x sshd; }
      /usr/sbin/sshd; wait_for listens 22; read_fact carol sharing usual
      pkill -KILL -x sshd; wait_for gone
      /usr/sbin/sshd -p 2222; wait_for listens 2222; read_fact carol sharing moved
      pkill -KILL -x sshd; wait_for gone
      echo 'ListenAddress 127.0.0.1' >> /etc/ssh/sshd_config
      /usr/sbin/sshd; wait_for listens 22; read_fact carol sharing loopback
      pkill -KILL -x sshd; wait_for gone
      printf 'Port 2022\\n' > /root/own; /usr/sbin/sshd -f /root/own; wait_for listens 2022; read_fact carol sharing secret`);
    const door = { kind: 'remote-login', reach: 'accounts', active: true, source: '/proc/net/tcp' };
    expect(values.get('usual')).toEqual({ offers: [{ ...door, name: 'SSH (port 22)' }], unread: [] });
    expect(values.get('moved')).toEqual({ offers: [{ ...door, name: 'SSH (port 2222)' }], unread: [] });
    expect(values.get('loopback')).toEqual({ offers: [], unread: [] });
    expect(values.get('secret')).toMatchObject({ offers: [], unread: [{ kind: 'remote-login' }] });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/sbin/cupsd', '/usr/sbin/lpadmin'] },
  'a real cupsd: shared printers count once it listens for others; its own and loopback ones do not',
  async () => {
    const { values } = await readAll(`
      user carol; mkdir -p /run/cups/certs
      gone() { ! pgrep -x cupsd; }
      cupsd; wait_for listens 631
      lpadmin -p office -E -v file:///dev/null -o printer-is-shared=true >&2
      lpadmin -p own -E -v file:///dev/null -o printer-is-shared=false >&2
      read_fact carol sharing loopback
      pkill -TERM -x cupsd; wait_for gone
      sed -i 's/^Listen localhost:631/Listen *:631/' /etc/cups/cupsd.conf
      cupsd; wait_for listens 631; wait_for lpstat -p office
      read_fact carol sharing open
      lpadmin -p office -o printer-is-shared=false >&2; read_fact carol sharing none`);
    expect(values.get('loopback')).toEqual({ offers: [], unread: [] });
    expect(values.get('open')).toMatchObject({
      offers: [{ kind: 'printer', name: 'office', reach: 'unknown', active: true, source: 'CUPS' }],
      unread: [],
    });
    expect(values.get('none')).toEqual({ offers: [], unread: [], others: [{ port: 631, program: 'CUPS' }] });
  },
);

testOnMachine(
  { root: true, programs: [...base, '/usr/sbin/rpcbind'] },
  'a real rpcbind alone shares nothing',
  async () => {
    const { values } = await readAll(
      `user carol; mkdir -p /run/rpcbind; rpcbind -w; wait_for listens 111; read_fact carol sharing rpc`,
    );
    expect(values.get('rpc')).toEqual({
      offers: [],
      unread: [],
      others: [{ port: 111, program: 'rpcbind' }],
    });
  },
);

testOnMachine(
  {
    root: true,
    programs: [...base, '/usr/sbin/sshd', '/usr/bin/ssh-keygen', '/usr/sbin/smbd', '/usr/bin/unshare'],
  },
  'servers of another network namespace, as in a container, are not ours',
  async () => {
    const { values } = await readAll(`
      user carol; ssh-keygen -A >&2; printf '[public]\\npath = /srv\\n' >> /etc/samba/smb.conf
      unshare --net bash -c 'ip link set lo up; /usr/sbin/sshd -p 2222; smbd -D'
      there() { grep -q ':01BD .* 0A ' "/proc/$(pgrep -o smbd)/net/tcp"; }; wait_for there
      read_fact carol sharing container`);
    expect(values.get('container')).toMatchObject({
      offers: [{ name: 'public', active: false }],
      unread: [],
    });
  },
);
