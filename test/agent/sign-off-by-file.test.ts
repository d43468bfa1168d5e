import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepSignOff, readSignOff } from '../../src/agent/sign-off.ts';
import { signReply } from '../../src/bundle/signed-reply.ts';
import type { BundleReply } from '../../src/protocol/bundle.ts';
import { toNotice } from '../../src/server/fleet/sign-off-view.ts';
import { exported, type FileEndpoint, fileEndpoint, joinedAgent } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';

/** A machine that has joined and that no network reaches any more. */
async function offlineMachine() {
  const endpoint = await fileEndpoint();
  const joined = await joinedAgent(endpoint);
  await endpoint.cut();
  return { endpoint, ...joined };
}

async function begin({ storage }: FileEndpoint, device: string): Promise<string> {
  const id = randomUUID();
  await storage.startSignOff({ id, device, person: '李娜', reason: '离职', by: '王伟', now: Date.now() });
  return id;
}

function end({ storage }: FileEndpoint, id: string, state: 'confirmed' | 'cancelled') {
  return storage.endSignOff({ id, state, by: '王伟', now: Date.now() });
}

/** All that the agent keeps, to the byte. */
function kept(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

test('a machine that no network reaches hears of its sign-off by file, scans once more, and forgets its key when IT has confirmed', async () => {
  const { endpoint, agent, folder, settings, id } = await offlineMachine();
  const signOff = await begin(endpoint, id);
  const told = await endpoint.take(await exported(agent));
  expect(await agent.takeReply(told.reply)).toMatchObject({ ok: true, signOff: 'begun' });
  expect(agent.state().signOff).toMatchObject({ state: 'pending', notice: { id: signOff, person: '李娜' } });
  // Nothing has changed on this machine, and still the whole of it goes out: the last scan.
  const answered = await endpoint.take(await exported(agent));
  expect(answered.outcomes).toMatchObject([{ ok: true, taken: 1, signOff: { lastScan: { epoch: 1 } } }]);
  await agent.takeReply(answered.reply);
  await agent.settled();
  expect(agent.state().signOff).toMatchObject({ lastScanSentAt: expect.any(String) });

  await end(endpoint, signOff, 'confirmed');
  const last = await exported(agent);
  const over = await endpoint.take(last);
  expect(over.outcomes).toMatchObject([{ ok: true, taken: 0, signOff: { state: 'confirmed' } }]);
  expect(await agent.takeReply(over.reply)).toMatchObject({ ok: true, signOff: 'confirmed' });
  await agent.settled();
  expect(agent.state()).toMatchObject({ signOff: { state: 'signed-off' }, assessment: null });
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'sign-off.json']);
  expect(settings.get('enrolment')).toBeNull();
  // Once more it finds nobody, and at IT nothing is taken.
  expect(await agent.takeReply(over.reply)).toEqual({ ok: false, reason: 'not-enrolled' });
  expect((await endpoint.take(last)).outcomes).toMatchObject([{ ok: true, taken: 0 }]);
});

test('called off by file, everything is as before', async () => {
  const { endpoint, agent, folder, id } = await offlineMachine();
  const signOff = await begin(endpoint, id);
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  await end(endpoint, signOff, 'cancelled');
  const { reply } = await endpoint.take(await exported(agent));
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, signOff: 'cancelled' });
  expect([agent.state().signOff, readSignOff(folder)]).toEqual([null, null]);
  expect(readdirSync(folder)).toContain('device-key.json');
});

test('a reply that was taken in before, or is older than that, changes nothing: a sign-off that was called off does not come back', async () => {
  const { endpoint, agent, folder, id } = await offlineMachine();
  const signOff = await begin(endpoint, id);
  const first = await endpoint.take(await exported(agent));
  await end(endpoint, signOff, 'cancelled');
  const second = await endpoint.take(await exported(agent));
  expect(await agent.takeReply(second.reply)).toMatchObject({ ok: true, signOff: null });
  const before = kept(folder);
  expect(await agent.takeReply(second.reply)).toEqual({ ok: false, reason: 'taken-before' });
  expect(await agent.takeReply(first.reply)).toEqual({ ok: false, reason: 'older' });
  await agent.settled();
  expect(agent.state().signOff).toBeNull();
  expect(kept(folder)).toEqual(before);
});

test('the reply to another machine, and one with the sign-off of another, remove nothing', async () => {
  const endpoint = await fileEndpoint();
  const [one, two] = [await joinedAgent(endpoint), await joinedAgent(endpoint)];
  await endpoint.cut();
  const signOff = await begin(endpoint, two.id);
  const told = await endpoint.take(await exported(two.agent));
  await end(endpoint, signOff, 'confirmed');
  const over = await endpoint.take(await exported(two.agent));
  const before = kept(one.folder);
  for (const { reply } of [told, over])
    expect(await one.agent.takeReply(reply)).toEqual({ ok: false, reason: 'other-device' });
  const [outcome] = over.outcomes;
  if (outcome?.ok !== true) throw new Error('not taken');
  // As no endpoint of ours would sign it.
  const mixed: BundleReply = { ...outcome.reply, device: one.id };
  const signed = signReply(mixed, endpoint.keys.sign);
  expect(await one.agent.takeReply(signed)).toEqual({ ok: false, reason: 'unreadable' });
  await one.agent.settled();
  expect(kept(one.folder)).toEqual(before);
});

test("an endpoint's clock that was set back does not make its next reply an old one", async () => {
  const { endpoint, agent, id } = await offlineMachine();
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  endpoint.time.now -= 20 * 365 * 86_400_000;
  await begin(endpoint, id);
  const { reply } = await endpoint.take(await exported(agent));
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, signOff: 'begun' });
});

test('told while no agent runs, its next start makes a whole report of the last scan, though nothing has changed', async () => {
  const { endpoint, agent, folder, settings, id } = await offlineMachine();
  const { outcomes } = await endpoint.take(await exported(agent));
  await agent.stop();
  expect(outcomes).toMatchObject([{ present: 0, taken: 0 }]);
  await begin(endpoint, id);
  const [pending] = await endpoint.storage.listSignOffs(id);
  if (pending === undefined) throw new Error('none has begun');
  const notice = toNotice(pending);
  await keepSignOff(folder, { state: 'pending', notice, lastScanSentAt: null }, keptLog());
  const again = await startAgent(machine(), { folder, settings, timers: handTimers() });
  await again.agent.settled();
  const taken = await endpoint.take(await exported(again.agent));
  expect(taken.outcomes).toMatchObject([{ taken: 1, signOff: { lastScan: expect.anything() } }]);
});

test('a device that is signed off gets the same answer to whatever file of it turns up later, and its evidence stays as it was', async () => {
  const { endpoint, agent, device, id } = await offlineMachine();
  device.facts.wait = 900;
  await agent.scan('user');
  const late = await exported(agent);
  await end(endpoint, await begin(endpoint, id), 'confirmed');
  const before = await endpoint.storage.readReports(id);
  const { outcomes } = await endpoint.take(late, late);
  expect(outcomes).toMatchObject([
    { ok: true, taken: 0, present: 0, reply: { acknowledged: [], signedOff: { device: id } } },
    { ok: true, taken: 0 },
  ]);
  expect(await endpoint.storage.readReports(id)).toEqual(before);
});
