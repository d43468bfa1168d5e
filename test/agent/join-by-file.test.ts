import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginJoining, joiningFileName, readJoining } from '../../src/agent/enrolment/joining.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { keepSignOff } from '../../src/agent/sign-off.ts';
import { sealBundle } from '../../src/bundle/sealed-bundle.ts';
import { signReply } from '../../src/bundle/signed-reply.ts';
import { readEnrolmentFile } from '../../src/protocol/enrolment-file.ts';
import { ofWhole } from '../effort.ts';
import { describeDevice, TestDevice } from '../server/test-device.ts';
import { exported, fileEndpoint, nowherePin } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { type StartOptions, startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A machine that never had a network, and its agent. */
async function lonely(options: StartOptions = {}) {
  const started = await startAgent(machine(), { timers: handTimers(), ...options });
  await started.agent.settled();
  return started;
}

test('a machine that never has a network joins by file: asks, is taken in as over the wire, and reports from then on', async () => {
  const endpoint = await fileEndpoint();
  const { agent, settings, folder } = await lonely();
  expect(await agent.joinByFile(await endpoint.enrolmentFile())).toEqual({ ok: true });
  expect(agent.state().reporting).toEqual({ state: 'joining', since: expect.any(String) });
  const asked = await endpoint.take(await exported(agent));
  expect(asked.outcomes).toMatchObject([{ ok: true, joined: true, hostname: 'desk-17' }]);
  expect(await agent.takeReply(asked.reply)).toMatchObject({ ok: true, joined: true, signOff: null });
  const enrolment = settings.get('enrolment');
  const origin = 'https://nowhere.invalid:8470';
  expect(enrolment).toMatchObject({
    origin,
    pin: nowherePin,
    epoch: 1,
    profile: 'dedicated',
    department: '研发部',
  });
  expect(enrolment?.policyKey).not.toBeNull();
  expect([existsSync(join(folder, joiningFileName)), agent.state().profile]).toEqual([false, 'dedicated']);
  const { device = '' } = enrolment ?? {};
  const reported = await endpoint.take(await exported(agent));
  expect(reported.outcomes).toMatchObject([{ ok: true, device, taken: 1, refused: [] }]);
  expect(await agent.takeReply(reported.reply)).toMatchObject({ ok: true, joined: false, acknowledged: 1 });
});

test('imported twice, a lost reply, an old request beside newer files: one device, one use of the token', async () => {
  const endpoint = await fileEndpoint();
  const { agent, settings } = await lonely();
  await agent.joinByFile(await endpoint.enrolmentFile());
  const [first, again] = [await exported(agent), await exported(agent)];
  await endpoint.take(first);
  const { reply, outcomes } = await endpoint.take(again, first);
  expect(outcomes).toMatchObject([{ joined: true }, { joined: true }]);
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, joined: true });
  expect(await agent.takeReply(reply)).toEqual({ ok: false, reason: 'taken-before' });
  const late = await endpoint.take(await exported(agent), first);
  expect(late.outcomes).toMatchObject([
    { ok: true, taken: 1 },
    { ok: false, reason: 'joined-before' },
  ]);
  expect(await agent.takeReply(late.reply)).toMatchObject({ ok: true, joined: false, acknowledged: 1 });
  const { devices } = await endpoint.storage.listDevices({
    ...({ search: '', filter: 'all', sort: 'hostname', direction: 'asc', limit: 9 } as const),
    ...{ after: null, silentBefore: 0 },
  });
  expect(devices.map(({ device }) => device)).toEqual([settings.get('enrolment')?.device]);
  expect(await endpoint.storage.listTokens(Date.now())).toEqual([]);
});

test('a token that is used up, revoked or expired lets nobody in by file either, and the reason is told', async () => {
  const endpoint = await fileEndpoint();
  const file = await endpoint.enrolmentFile();
  const [one, two] = [await lonely(), await lonely()];
  await one.agent.joinByFile(file);
  await two.agent.joinByFile(file);
  expect((await endpoint.take(await exported(one.agent))).outcomes).toMatchObject([{ joined: true }]);
  const usedUp = await endpoint.take(await exported(two.agent));
  const revoked = await endpoint.enrolmentFile();
  for (const { id } of await endpoint.storage.listTokens(Date.now())) await endpoint.storage.revokeToken(id);
  await two.agent.joinByFile(revoked);
  const outcomes = [usedUp, await endpoint.take(await exported(two.agent))];
  await two.agent.joinByFile(await endpoint.enrolmentFile());
  endpoint.time.now += 2 * 86_400_000;
  outcomes.push(await endpoint.take(await exported(two.agent)));
  expect(outcomes.flatMap((taken) => taken.outcomes)).toEqual(
    ['was used up', 'was revoked', 'has expired'].map((why) => ({
      ok: false,
      reason: 'not-taken-in',
      detail: expect.stringContaining(why),
    })),
  );
  expect(outcomes.map(({ reply }) => reply)).toEqual(['', '', '']);
});

test('the reply to another machine, an answer to an earlier request, and one that somebody else signed enrol nobody', async () => {
  const endpoint = await fileEndpoint();
  const [one, two] = [await lonely(), await lonely()];
  await one.agent.joinByFile(await endpoint.enrolmentFile());
  const earlier = await endpoint.take(await exported(one.agent));
  await one.agent.joinByFile(await endpoint.enrolmentFile());
  await two.agent.joinByFile(await endpoint.enrolmentFile());
  const others = await endpoint.take(await exported(two.agent));
  const elsewhere = await fileEndpoint();
  const [outcome] = others.outcomes;
  if (outcome?.ok !== true) throw new Error('not taken');
  const forged = signReply(outcome.reply, elsewhere.keys.sign);
  expect([
    await one.agent.takeReply(earlier.reply),
    await one.agent.takeReply(others.reply),
    await two.agent.takeReply(forged),
    await two.agent.takeReply('no reply at all'),
  ]).toEqual(
    ['other-device', 'other-device', 'forged', 'not-a-reply'].map((reason) => ({ ok: false, reason })),
  );
  for (const { agent, settings } of [one, two]) {
    expect(settings.get('enrolment')).toBeNull();
    expect(agent.state().reporting.state).toBe('joining');
  }
});

test('a request takes over no device: another key under a token is another device, and a foreign request proves nothing', async () => {
  const endpoint = await fileEndpoint();
  const { agent, settings } = await lonely();
  await agent.joinByFile(await endpoint.enrolmentFile());
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  const mine = settings.get('enrolment')?.device ?? '';
  const before = await endpoint.storage.findDeviceKey(mine);
  const keys = await endpoint.storage.findBundleKeys();
  if (keys === null) throw new Error('no keys');
  const stranger = await TestDevice.create();
  const asks = await stranger.enrolment(await endpoint.token(), 'desk-17');
  const { outcomes } = await endpoint.take(await sealBundle(asks, keys.encrypt));
  expect(outcomes).toMatchObject([{ ok: true, joined: true, device: expect.not.stringContaining(mine) }]);
  // The key of the first device in the header, the signature of somebody else.
  const other = await TestDevice.create();
  const [, payload = ''] = asks.split('.');
  const header = Buffer.from(
    JSON.stringify({ alg: 'ES256', typ: 'deskward-enrolment+jws', jwk: before }),
  ).toString('base64url');
  const [, , signature = ''] = (await other.sign({}, { typ: 'x' })).split('.');
  const forged = await endpoint.take(await sealBundle(`${header}.${payload}.${signature}`, keys.encrypt));
  expect(forged.outcomes).toMatchObject([{ ok: false, reason: 'not-taken-in' }]);
  expect(await endpoint.storage.findDeviceKey(mine)).toEqual(before);
});

test('over a restart it still asks for the same; joined over a network meanwhile, it asks no more', async () => {
  const endpoint = await fileEndpoint();
  const { agent, settings, folder } = await lonely();
  await agent.joinByFile(await endpoint.enrolmentFile());
  const asked = readJoining(folder, null);
  await agent.stop();
  const again = await lonely({ folder, settings });
  expect(again.agent.state().reporting.state).toBe('joining');
  expect(readJoining(folder, null)).toEqual(asked);
  expect((await again.agent.enrol(await endpoint.enrolmentString())).ok).toBe(true);
  await again.agent.settled();
  expect(again.agent.state().reporting.state).toBe('up-to-date');
  expect(readJoining(folder, null)).toBeNull();
});

test('what the command line asks for while the agent runs is taken up; a computer that was signed off begins anew', async () => {
  const endpoint = await fileEndpoint();
  const folder = temporaryFolder();
  const at = '2026-11-28T08:00:00.000Z';
  const record = {
    ...{ id: '7f3a1c52-5b1e-4a58-9d0f-0a1b2c3d4e5f', device: 'before', person: '', reason: '' },
    ...{ askedBy: '', askedAt: at, confirmedBy: '', confirmedAt: at },
  };
  await keepSignOff(folder, { state: 'signed-off', record, unsent: 0 }, keptLog());
  const { agent, settings } = await lonely({ folder });
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off' });
  const joining = new Promise<void>((resolve) => {
    agent.onChange(({ reporting, signOff }) => {
      if (reporting.state === 'joining' && signOff === null) resolve();
    });
  });
  const asks = { folder, keyProtector: fileProtector, description: describeDevice(), now: new Date() };
  expect(await beginJoining(await endpoint.enrolmentFile(), asks)).toEqual({ ok: true });
  await joining;
  const { reply } = await endpoint.take(await exported(agent));
  await agent.stop();
  // The next start finds the request, and removes neither it nor its key.
  const again = await lonely({ folder, settings });
  expect(await again.agent.takeReply(reply)).toMatchObject({ ok: true, joined: true });
  expect(again.agent.state().signOff).toBeNull();
});

test('another file than IT gave, or a changed one, is refused and begins nothing', async () => {
  const endpoint = await fileEndpoint();
  const { agent, folder } = await lonely();
  const good = await endpoint.enrolmentFile();
  const wrong = [
    '',
    '{}',
    good.slice(0, -4),
    good.replace('"v": 1', '"v": 2'),
    good.replace('&pin=', '&nip='),
    good.replace('P-256', 'P-384'),
    `${good}${' '.repeat(9000)}`,
  ];
  for (const text of wrong)
    expect(await agent.joinByFile(text)).toEqual({ ok: false, reason: 'bad-file', detail: '' });
  expect(agent.state().reporting.state).toBe('not-enrolled');
  expect(readdirSync(folder)).not.toContain('device-key.json');
  // A request that somebody edited is none.
  await agent.joinByFile(good);
  const path = join(folder, joiningFileName);
  writeFileSync(path, readFileSync(path, 'utf8').replace('https://', 'http://'));
  expect(readJoining(folder, null)).toBeNull();
});

test('whatever lies there as an enrolment file: it is read whole, or it is none, and nothing is thrown', async () => {
  const endpoint = await fileEndpoint();
  const good = JSON.parse(await endpoint.enrolmentFile()) as Record<string, unknown>;
  const odd = fc.oneof(fc.jsonValue(), fc.string());
  const over = fc.dictionary(fc.constantFrom('v', 'enrolment', 'bundleKeys', 'more'), odd);
  fc.assert(
    fc.property(fc.oneof(odd, over), (changed) => {
      const text =
        typeof changed === 'object' && changed !== null
          ? JSON.stringify({ ...good, ...changed })
          : String(changed);
      const read = readEnrolmentFile(text);
      if (read !== null) expect(read.origin).toBe('https://nowhere.invalid:8470');
    }),
    { numRuns: ofWhole(20_000, 300) },
  );
});
