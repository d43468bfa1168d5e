import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { reportType } from '../../../src/protocol/report.ts';
import { statementList, statementReceipt, statementTexts } from '../../../src/protocol/statement.ts';
import { administrator, asker, enrolledDevice, openApp, signedIn } from '../open-app.ts';

const leak = { kind: 'incident', what: '<b>报价单</b>发错了人', when: '今天上午', who: '一位客户' };

test('what a person says is kept as signed, has a receipt, and stands on the page', async () => {
  const endpoint = await openApp({ clock: () => Date.parse('2026-11-24T09:00:00.000Z') });
  const device = await enrolledDevice(endpoint, 'pc-09');
  const reply = await endpoint.send('statements', await device.statement(leak));
  const receipt = statementReceipt.strict().parse(reply.json());
  expect(receipt).toMatchObject({ receipt: '2026-0001', receivedAt: '2026-11-24T09:00:00.000Z' });
  const ask = asker(endpoint, await signedIn(endpoint));
  const list = statementList.strict().parse((await ask('fleet/statements')).json());
  expect(list.statements).toEqual([
    {
      number: 1,
      receipt: '2026-0001',
      device: device.device,
      hostname: 'pc-09',
      owner: '',
      kind: 'incident',
      at: '2026-11-24T08:00:00.000Z',
      receivedAt: '2026-11-24T09:00:00.000Z',
      texts: { what: leak.what, when: leak.when, who: leak.who },
      long: {},
      handledAt: null,
      handledBy: '',
    },
  ]);
});

test('however often it is sent, it is taken once, and its receipt stays the same', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const id = randomUUID();
  const first = await endpoint.send('statements', await device.statement(leak, id));
  await endpoint.send('statements', await device.statement(leak));
  // Signed anew, as after a restart: other bytes, the same statement.
  const again = await endpoint.send('statements', await device.statement(leak, id));
  expect(again.json()).toEqual(first.json());
  expect(await endpoint.storage.listStatements(device.device)).toHaveLength(2);
});

test('a kind of a later version is kept and shown by what it says', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const reply = await endpoint.send(
    'statements',
    await device.statement({ kind: 'wish', text: 'tea', n: 1 }),
  );
  expect(reply.statusCode).toBe(200);
  const ask = asker(endpoint, await signedIn(endpoint));
  const { statements } = (await ask(`fleet/statements?device=${device.device}`)).json();
  expect(statements).toMatchObject([{ kind: 'wish', texts: { text: 'tea' } }]);
  expect((await ask('fleet/statements?device=nobody')).json()).toEqual({ statements: [] });
});

test('who takes care of it stands beside it; open ones come first', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  for (const what of ['one', 'two'])
    await endpoint.send('statements', await device.statement({ ...leak, what }));
  const ask = asker(endpoint, await signedIn(endpoint));
  const put = (number: number, handled: boolean) =>
    ask(`fleet/statements/${number}`, { method: 'PUT', payload: { handled } });
  const shown = async () =>
    statementList
      .parse((await ask('fleet/statements')).json())
      .statements.map(({ number, handledBy }) => [number, handledBy]);
  expect((await put(2, true)).statusCode).toBe(204);
  expect(await shown()).toEqual([
    [1, ''],
    [2, administrator.user],
  ]);
  await put(2, false);
  expect(await shown()).toEqual([
    [2, ''],
    [1, ''],
  ]);
  expect((await put(3, true)).statusCode).toBe(404);
});

test('a suspected leak that is open stands before whatever was said since', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const later = { kind: 'help', note: 'slow', bundle: '{}' };
  for (const said of [leak, leak, later, later])
    await endpoint.send('statements', await device.statement(said));
  const ask = asker(endpoint, await signedIn(endpoint));
  await ask('fleet/statements/1', { method: 'PUT', payload: { handled: true } });
  const { statements } = statementList.parse((await ask('fleet/statements')).json());
  expect(statements.map(({ number }) => number)).toEqual([2, 4, 3, 1]);
});

test('what is forged, of another device or no statement is refused, and nothing is kept', async () => {
  const endpoint = await openApp();
  const [device, other] = [await enrolledDevice(endpoint), await enrolledDevice(endpoint, 'pc-02')];
  const good = await device.statement(leak);
  const refused = async (jws: string) => (await endpoint.send('statements', jws)).json().error;
  const [header, , signature] = good.split('.');
  const body = Buffer.from(JSON.stringify({ ...leak, what: 'other' })).toString('base64url');
  expect(await refused(`${header}.${body}.${signature}`)).toBe('bad-signature');
  expect(await refused(await device.statement({ ...leak, device: other.device }))).toBe('wrong-device');
  expect(await refused(await device.statement({ ...leak, id: 'no uuid' }))).toBe('invalid-statement');
  expect(await refused(await device.sign(leak, { typ: reportType, kid: device.device }))).toBe(
    'wrong-header',
  );
  expect(await refused('nothing')).toBe('not-a-jws');
  expect(await endpoint.storage.listStatements(null)).toEqual([]);
});

test('a support bundle is asked for by itself: a list of two hundred stays a list', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const bundle = JSON.stringify({ log: ['<script>alert(1)</script>'.repeat(4000)] });
  const reply = await endpoint.send(
    'statements',
    await device.statement({ kind: 'help', note: 'slow', bundle }),
  );
  expect(reply.statusCode).toBe(200);
  const ask = asker(endpoint, await signedIn(endpoint));
  const list = await ask('fleet/statements');
  expect(statementList.parse(list.json()).statements).toMatchObject([
    { kind: 'help', texts: { note: 'slow' }, long: { bundle: bundle.length } },
  ]);
  expect(list.body.length).toBeLessThan(2000);
  const whole = await ask('fleet/statements/1');
  expect(statementTexts.parse(whole.json())).toEqual({ texts: { note: 'slow', bundle } });
  expect(whole.headers['content-type']).toContain('application/json');
  expect((await ask('fleet/statements/2')).statusCode).toBe(404);
  expect((await endpoint.app.inject({ url: '/api/v1/fleet/statements/1' })).statusCode).toBe(401);
});

test('what an earlier version stored is read out of the evidence', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  await endpoint.send('statements', await device.statement(leak));
  const file = new DatabaseSync(join(endpoint.folder, 'deskward.sqlite'));
  file.exec('UPDATE statements SET brief = NULL');
  file.close();
  const ask = asker(endpoint, await signedIn(endpoint));
  const [row] = statementList.parse((await ask('fleet/statements')).json()).statements;
  expect(row).toMatchObject({ at: '2026-11-24T08:00:00.000Z', texts: { what: leak.what }, long: {} });
});
