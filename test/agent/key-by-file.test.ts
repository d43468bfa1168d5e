import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keysBeside } from '../../src/agent/identity/key-beside.ts';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { nameOfKey } from '../../src/agent/identity.ts';
import { refusedFileName } from '../../src/agent/outbox/set-aside.ts';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { evidenceOf } from '../../src/server/evidence/evidence-of.ts';
import { exported, fileEndpoint, joinedAgent } from './file-endpoint.ts';

/** A machine that has joined and that no network reaches any more; its key is due. */
async function due(options: { readonly wish?: boolean } = {}) {
  const endpoint = await fileEndpoint();
  const time = { now: Date.now() };
  const joined = await joinedAgent(endpoint, { now: () => new Date(time.now) });
  const { agent, folder, device, id } = joined;
  await endpoint.cut();
  if (options.wish !== false) writeFileSync(join(folder, rotationWishFileName), '');
  const report = async (hours = 1): Promise<void> => {
    time.now += hours * 3_600_000;
    device.facts.wait += 1;
    await agent.scan('schedule');
    await agent.settled();
  };
  const keys = async () => (await endpoint.storage.listDeviceKeys(id)).map(({ name }) => name);
  /** What an auditor finds, and what IT does. */
  const judged = async () => {
    const evidence = await evidenceOf(endpoint.storage, id, Date.now());
    if (evidence === null) throw new Error('no such device');
    const { lines, kind: _kind, v: _v, ...about } = evidence;
    const read = readEvidence(writeEvidence(about, lines));
    if (!read.ok) throw new Error(read.detail);
    const { findings, keys: used } = checkChain(read.evidence);
    const { secondHistories } = (await endpoint.storage.findDevice(id)) ?? {};
    return { findings, used, secondHistories, conflicts: await endpoint.storage.readConflicts(id) };
  };
  return { ...joined, endpoint, report, keys, judged };
}

const sound = { findings: [], secondHistories: [], conflicts: [] };

test('a machine by files changes its key: the file asks, the reply answers, what was made between them is signed anew', async () => {
  const { agent, folder, settings, endpoint, report, keys, judged } = await due();
  const before = nameOfKey(folder);
  await report();
  const asking = await exported(agent);
  expect(nameOfKey(folder)).toBe(before);
  await report();
  const { outcomes, reply } = await endpoint.take(asking);
  expect(outcomes).toMatchObject([{ ok: true, keyChange: { taken: true } }]);
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, keyChanged: true, refused: 0 });
  await agent.settled();
  const [first, second] = await keys();
  expect([first, second]).toEqual([before, nameOfKey(folder)]);
  expect(settings.get('enrolment')?.key).toBe(second);
  for (const name of [rotationWishFileName, keysBeside.next])
    expect(existsSync(join(folder, name))).toBe(false);
  const next = await endpoint.take(await exported(agent));
  expect(next.outcomes).toMatchObject([{ ok: true, refused: [], keyChange: null }]);
  expect(await agent.takeReply(next.reply)).toMatchObject({ waiting: 0, keyChanged: false });
  expect(await judged()).toMatchObject({ ...sound, used: [before, second] });
  expect(await keys()).toHaveLength(2);
});

test('after a year by itself, and not before', async () => {
  const { agent, endpoint, report, keys, judged } = await due({ wish: false });
  await report();
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  expect(await keys()).toHaveLength(1);
  await report(366 * 24);
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  expect(await keys()).toHaveLength(2);
  expect(await judged()).toMatchObject(sound);
});

test('files out of order, each imported by itself, and only the last reply comes back: nothing is lost, set aside or taken for a clone', async () => {
  const { agent, folder, endpoint, report, judged } = await due();
  await report();
  const early = await exported(agent);
  await report();
  const late = await exported(agent);
  await report();
  await endpoint.take(late);
  const { outcomes, reply } = await endpoint.take(early);
  expect(outcomes).toMatchObject([{ ok: true, taken: 0, refused: [] }]);
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, keyChanged: true, refused: 0 });
  const rest = await endpoint.take(await exported(agent));
  expect(rest.outcomes).toMatchObject([{ refused: [] }]);
  expect(await agent.takeReply(rest.reply)).toMatchObject({ waiting: 0, refused: 0 });
  expect(await judged()).toMatchObject(sound);
  expect(existsSync(join(folder, refusedFileName))).toBe(false);
});

test('every reply was lost and files went on under the old key: the next one finishes it, and what was refused meanwhile goes once more', async () => {
  const { agent, endpoint, report, judged } = await due();
  await report();
  await endpoint.take(await exported(agent));
  await report();
  const { outcomes, reply } = await endpoint.take(await exported(agent));
  const [outcome] = outcomes;
  expect(outcome?.ok && outcome.refused.map(({ error }) => error)).toEqual(['retired-key']);
  expect(await agent.takeReply(reply)).toMatchObject({ keyChanged: true, refused: 0 });
  const rest = await endpoint.take(await exported(agent));
  expect(rest.outcomes).toMatchObject([{ refused: [] }]);
  expect(await agent.takeReply(rest.reply)).toMatchObject({ waiting: 0, refused: 0 });
  expect(await judged()).toMatchObject(sound);
});

test('a network came between the file and its reply: over the wire it hears the same, and the late reply changes nothing', async () => {
  const { agent, folder, endpoint, report, judged } = await due();
  await report();
  const { reply } = await endpoint.take(await exported(agent));
  await report();
  await endpoint.reopen();
  await agent.scan('network');
  await expect.poll(() => agent.state().reporting.state).toBe('up-to-date');
  const name = nameOfKey(folder);
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, keyChanged: false, acknowledged: 0 });
  const verdict = await judged();
  expect(verdict).toMatchObject(sound);
  expect(verdict.used.at(-1)).toBe(name);
});

test('a file that was written before the change and comes after it is no sign of another computer', async () => {
  const { agent, endpoint, report, judged } = await due();
  await report();
  const early = await exported(agent);
  await report();
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  await report();
  await agent.takeReply((await endpoint.take(await exported(agent))).reply);
  expect((await endpoint.take(early)).outcomes).toMatchObject([{ ok: true, taken: 0, refused: [] }]);
  expect(await judged()).toMatchObject(sound);
});
