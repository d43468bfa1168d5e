import { expect, test } from 'vitest';
import type { AssignedUser } from '../../../src/facts/assigned-user.ts';
import { assignedUserProbe } from '../../../src/probes/linux/assigned-user.ts';
import type { BusCall, BusReply } from '../../../src/probes/linux/bus-call.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { notAborted } from './fake-machine.ts';
import { type Machine, machine } from './machine.ts';

/** Ends with the session that login(1) opened on a terminal of its own, and writes utmp and wtmp itself. */
const signIn = (name: string) => `
  script -qfc "login -f ${name}" /dev/null < <(tail -f /dev/null) > /run/${name}.out 2>&1 & ${name}=$!
  wait_for grep -qa ${name} /run/utmp`;

testOnMachine(
  { root: true, programs: ['/usr/bin/login', '/usr/bin/script', '/usr/sbin/useradd'] },
  'a second user signs in with login(1), is there, goes, and was there; root and a service’s account as well',
  async () => {
    const readings = await readInSandbox<'assigned-user'>(`
      user carol; user dave; useradd --system -m -s /bin/bash svc
      rm -f /var/log/wtmp /var/log/wtmp.1; read_fact carol assigned-user no-history
      touch /run/utmp /var/log/wtmp; chmod 664 /run/utmp /var/log/wtmp
      read_fact carol assigned-user nobody-writes
      ${signIn('svc')}
      read_fact carol assigned-user service warm
      ${signIn('dave')}
      read_fact carol assigned-user second
      ${signIn('root')}
      read_fact carol assigned-user root
      kill -KILL $(pgrep -u dave); wait_for bash -c '! pgrep -u dave'
      read_fact carol assigned-user gone`);
    const seen = Object.fromEntries(
      readings.map(({ label, reading }) => {
        if (reading.state !== 'known') throw new Error(`${label}: ${reading.reason}`);
        const { people, unread } = reading.value;
        const there = people.map(({ names, now }) => `${names[0]}${now ? '' : ' before'}`).sort();
        return [label, [...there, ...unread.map(({ source, detail }) => `${source} ${detail}`)]];
      }),
    );
    const alone = ['carol'];
    expect(seen).toEqual({
      'no-history': ['carol', 'org.freedesktop.login1 no answer, and no /run/utmp', '/var/log/wtmp missing'],
      'nobody-writes': ['carol', '/var/log/wtmp empty'],
      service: alone,
      warm: alone,
      second: ['carol', 'dave'],
      root: ['carol', 'dave', 'root'],
      gone: ['carol', 'dave before', 'root'],
    });
    const dave = readings.find(({ label }) => label === 'gone')?.reading;
    const people = dave?.state === 'known' ? dave.value.people : [];
    const age = Date.now() - Date.parse(people.find(({ names }) => names[0] === 'dave')?.lastAt ?? '');
    expect(age).toBeGreaterThan(-1000);
    expect(age).toBeLessThan(3_600_000);
    expect(readings.every(({ children }) => children === 0)).toBe(true);
  },
);

const passwd =
  'root:x:0:0::/root:/bin/bash\ngdm:x:120:120::/var/lib/gdm:/bin/false\ntester:x:1000:1000::/home/tester:/bin/bash\ndave:x:1001:1001::/home/dave:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n';
const noWtmp = { source: '/var/log/wtmp', detail: 'missing' };

async function read(given: Machine): Promise<AssignedUser> {
  const system = { ...machine(given), uid: 1000 };
  const reading = await assignedUserProbe(system).read(notAborted);
  if (reading.state !== 'known') throw new Error(reading.reason);
  return reading.value;
}

/** As systemd 252's logind answers: ListSessions, and GetAll of each session. */
function logind(sessions: readonly (readonly [name: string, about: Record<string, unknown>])[]) {
  return ({ member, path }: BusCall): BusReply => {
    if (member === 'ListSessions')
      return {
        ok: true,
        body: [sessions.map(([name], index) => [`${index}`, 1000, name, 'seat0', `/s/${index}`])],
      };
    const about = sessions[Number(path.split('/').at(-1))]?.[1] ?? {};
    return { ok: true, body: [Object.entries(about)] };
  };
}

test('logind’s sessions of people count; sign-in pages, managers and what is ending do not', async () => {
  const timestamp = Date.parse('2026-11-20T01:00:00.000Z') * 1000;
  const value = await read({
    files: { '/etc/passwd': passwd },
    bus: logind([
      ['dave', { Class: 'user', State: 'online', Timestamp: timestamp }],
      ['gdm', { Class: 'greeter', State: 'active', Timestamp: timestamp }],
      ['erin@corp.example', { Class: 'user', State: 'active', Timestamp: timestamp }],
      ['frank', { Class: 'user', State: 'closing', Timestamp: timestamp }],
      ['grace', { Class: 'manager', State: 'active', Timestamp: timestamp }],
    ]),
  });
  const seen = { now: true, lastAt: '2026-11-20T01:00:00.000Z', source: 'org.freedesktop.login1' };
  expect(value).toEqual({
    people: [
      { names: ['tester'], anyCase: false, now: true, lastAt: null, source: 'getpwuid' },
      { names: ['dave'], anyCase: false, ...seen },
      { names: ['erin@corp.example'], anyCase: true, ...seen },
    ],
    knownSince: null,
    comparedWith: null,
    unread: [noWtmp],
  });
});

/** One record of wtmp as x86-64 has it (utmp(5)). */
function wtmpOf(name: string): Buffer {
  const record = Buffer.alloc(384);
  record.writeInt16LE(7, 0);
  record.write(name.slice(0, 32), 44);
  record.writeUInt32LE(Date.parse('2026-11-20T01:00:00.000Z') / 1000, 340);
  return record;
}

test('a name that its record cuts off is the one that begins like it, or nobody’s', async () => {
  const long = 'wangxiaoming@corporation.example.cn';
  const files = { '/etc/passwd': passwd, '/var/log/wtmp': wtmpOf(long) };
  const sessions = logind([[long, { Class: 'user', State: 'active', Timestamp: 0 }]]);
  const names = ({ people }: AssignedUser) => people.map((person) => person.names);
  expect(names(await read({ files, bus: sessions }))).toEqual([['tester'], [long]]);
  expect(names(await read({ files }))).toEqual([['tester'], []]);
});

test('what is written down begins with the earliest record, of whatever kind, in the months that are kept', async () => {
  const boot = (at: string): Buffer => {
    const record = wtmpOf('reboot');
    record.writeInt16LE(2, 0);
    record.writeUInt32LE(Date.parse(at) / 1000, 340);
    return record;
  };
  const since = async (files: Record<string, Buffer>) =>
    (await read({ files: { '/etc/passwd': passwd, ...files } })).knownSince;
  const wtmp = Buffer.concat([boot('2026-11-18T00:00:00.000Z'), wtmpOf('dave')]);
  expect(await since({ '/var/log/wtmp': wtmp })).toBe('2026-11-18T00:00:00.000Z');
  expect(await since({ '/var/log/wtmp': wtmp, '/var/log/wtmp.1': boot('2026-10-02T00:00:00.000Z') })).toBe(
    '2026-10-02T00:00:00.000Z',
  );
});

test('a file that is cut short is no list of who was there', async () => {
  const { unread } = await read({
    files: { '/etc/passwd': passwd, '/var/log/wtmp': Buffer.alloc(100), '/run/utmp': Buffer.alloc(0) },
  });
  expect(unread).toEqual([{ source: '/var/log/wtmp', detail: 'unparsable' }]);
});

test('without the list of accounts nobody can be told from a service', async () => {
  const reading = await assignedUserProbe(machine({})).read(notAborted);
  expect(reading).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});
