import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAddress } from '../../../src/probes/linux/bus-address.ts';
import type { BusCall } from '../../../src/probes/linux/bus-call.ts';
import { busCaller, nameHasOwner } from '../../../src/probes/linux/message-bus.ts';
import { testOnMachine } from '../../not-run.ts';
import { busPrograms, type PrivateBus, servicePrograms, startBus, startService } from './private-bus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const script = new URL('bus-service.py', import.meta.url).pathname;
const forever = new AbortController().signal;

function to(member: string, more: Partial<BusCall> = {}): BusCall {
  const where = { bus: 'session', destination: 'net.example.Test', path: '/test' } as const;
  return { ...where, interface: 'net.example.Test', member, ...more };
}

async function withService(body: (bus: PrivateBus) => Promise<void>): Promise<void> {
  const bus = await startBus();
  const service = await startService(script, ['net.example.Test', '/test', 'net.example.Test'], bus);
  try {
    await body(bus);
  } finally {
    await service.stop();
    await bus.stop();
  }
}

testOnMachine({ programs: servicePrograms }, 'every kind of value arrives as plain JavaScript', async () => {
  await withService(async (bus) => {
    expect(await busCaller(() => bus.env)(to('Everything'), forever)).toEqual({
      ok: true,
      body: [
        ...[
          true,
          200,
          -5,
          -70000,
          4000000000,
          1777593600,
          2 ** 40,
          2.5,
          '工位',
          '/a/b',
          ['x', ''],
          ['s', -1],
        ],
        [
          ['n', 3],
          ['deep', ['y']],
        ],
        [false, 'in'],
        Buffer.from([0, 1]),
      ],
    });
  });
});

const refusals = [
  ['org.freedesktop.DBus.Error.ServiceUnknown', 'no-service'],
  ['org.freedesktop.DBus.Error.NameHasNoOwner', 'no-service'],
  ['org.freedesktop.DBus.Error.AccessDenied', 'denied'],
  ['org.freedesktop.Accounts.Error.PermissionDenied', 'denied'],
  ['org.freedesktop.DBus.Error.NoReply', 'timed-out'],
  ['org.freedesktop.DBus.Error.UnknownMethod', 'failed'],
] as const;

testOnMachine({ programs: servicePrograms }, 'each error of a service has its reason', async () => {
  await withService(async (bus) => {
    const call = busCaller(() => bus.env);
    for (const [error, reason] of refusals) {
      const reply = await call(to('Refuse', { signature: 's', args: [error] }), forever);
      expect(reply).toEqual({ ok: false, reason, detail: `${error}: because` });
    }
  });
});

testOnMachine(
  { programs: servicePrograms },
  'a service that nobody offers, and a forbidden call',
  async () => {
    await withService(async (bus) => {
      const call = busCaller(() => bus.env);
      const nobody = await call(to('Echo', { destination: 'net.example.Nobody' }), forever);
      expect(nobody).toMatchObject({ ok: false, reason: 'no-service' });
      const forbidden = await call(to('Echo', { interface: 'net.example.Forbidden' }), forever);
      expect(forbidden).toMatchObject({ ok: false, reason: 'denied' });
      expect(await nameHasOwner(call, 'session', 'net.example.Test', forever)).toBe('yes');
      expect(await nameHasOwner(call, 'session', 'net.example.Nobody', forever)).toBe('no');
    });
  },
);

testOnMachine(
  { programs: servicePrograms },
  'a call that is never answered ends with its signal, and the next one works',
  async () => {
    await withService(async (bus) => {
      const call = busCaller(() => bus.env);
      const patience = new AbortController();
      const silent = call(to('Silent'), patience.signal);
      expect(await call(to('Echo', { signature: 's', args: ['hi'] }), forever)).toMatchObject({
        body: ['hi'],
      });
      patience.abort();
      expect(await silent).toMatchObject({ ok: false, reason: 'timed-out' });
      expect(await call(to('Silent'), patience.signal)).toMatchObject({ reason: 'timed-out' });
      expect(await call(to('Echo', { signature: 's', args: ['on'] }), forever)).toMatchObject({
        body: ['on'],
      });
    });
  },
);

testOnMachine(
  { programs: servicePrograms },
  'what cannot be sent is a failed call, not an exception',
  async () => {
    await withService(async (bus) => {
      const call = busCaller(() => bus.env);
      expect(await call(to('Echo', { signature: 's', args: [7] }), forever)).toMatchObject({
        reason: 'failed',
      });
      expect(await call(to('Echo', { signature: 'Q', args: [7] }), forever)).toMatchObject({ ok: false });
      expect(await call(to('Echo', { signature: 's', args: ['on'] }), forever)).toMatchObject({
        body: ['on'],
      });
    });
  },
);

testOnMachine({ programs: busPrograms }, 'a bus that goes away and comes back is survived', async () => {
  const listen = `unix:path=${temporaryFolder()}/bus`;
  const call = busCaller(() => ({ DBUS_SESSION_BUS_ADDRESS: listen }));
  const first = await startBus({ listen });
  expect(await nameHasOwner(call, 'session', 'org.freedesktop.DBus', forever)).toBe('yes');
  await first.stop();
  const gone = await call(to('Echo'), forever);
  expect(gone).toMatchObject({ ok: false, reason: 'no-bus' });
  const second = await startBus({ listen });
  expect(await nameHasOwner(call, 'session', 'org.freedesktop.DBus', forever)).toBe('yes');
  await second.stop();
});

testOnMachine({ programs: busPrograms }, 'a kept connection does not keep the process alive', async () => {
  const bus = await startBus();
  const asks = `import { callBus, nameHasOwner } from './src/probes/linux/message-bus.ts';
    console.log(await nameHasOwner(callBus, 'session', 'org.freedesktop.DBus', new AbortController().signal));`;
  const build = ['--bundle', '--platform=node', '--format=esm', '--packages=external', '--loader=ts'];
  const esbuild = spawn('node_modules/.bin/esbuild', [...build, '--sourcefile=asks.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  esbuild.stdin.end(asks);
  const program = (await esbuild.stdout.setEncoding('utf8').toArray()).join('');
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...bus.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'exit')]);
  expect([said.join(''), code]).toEqual(['yes\n', 0]);
  await bus.stop();
});

test('no bus at all is said, for every way of there being none', async () => {
  const asked = (env: Record<string, string>) => busCaller(() => env)(to('Echo'), forever);
  expect(await asked({ XDG_RUNTIME_DIR: '/nonexistent' })).toMatchObject({ ok: false, reason: 'no-bus' });
  expect(await asked({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' })).toMatchObject({
    reason: 'no-bus',
  });
  expect(await asked({ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' })).toMatchObject({ reason: 'no-bus' });
});

test('something that is not a bus, or answers nonsense, is a failed call', async () => {
  const message = 'l\x02\x00\x01\x00\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00';
  const unreadable = `OK 12\r\n${message}\x05\x01Q\x00\x00\x00\x00\x00`;
  for (const nonsense of ['', 'REJECTED\r\n', 'OK 12\r\nXXXXXXXXXXXXXXXXXXXXXXXXXX', unreadable]) {
    const path = join(temporaryFolder(), 'bus');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(nonsense, 'latin1'));
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const reply = await busCaller(() => ({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }))(
      to('Echo'),
      forever,
    );
    expect(reply).toMatchObject({ ok: false });
    await new Promise((resolve) => server.close(resolve));
  }
});

test('addresses are read as the specification writes them', () => {
  expect(parseAddress('unix:path=/run/user/1000/bus')).toEqual(['/run/user/1000/bus']);
  expect(parseAddress('unix:abstract=/tmp/dbus-x,guid=12;unix:path=/a%20b')).toEqual([
    '\0/tmp/dbus-x',
    '/a b',
  ]);
  expect(parseAddress('tcp:host=localhost,port=1')).toEqual([]);
  expect(parseAddress('unix:path=%zz')).toEqual([]);
  expect(parseAddress('')).toEqual([]);
});
