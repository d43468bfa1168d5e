import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Agent } from '../../src/agent/agent.ts';
import { readSharedKey } from '../../src/agent/identity/shared-key.ts';
import { signReply } from '../../src/bundle/signed-reply.ts';
import { exported, fileEndpoint, joinedAgent } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A machine by files and its clone, which have both something to report. */
async function twoWithOneKey() {
  const endpoint = await fileEndpoint();
  const one = await joinedAgent(endpoint);
  await endpoint.cut();
  const folder = join(temporaryFolder(), 'agent');
  cpSync(one.folder, folder, { recursive: true, filter: (file) => !file.endsWith('.lock') });
  const settings = memorySettings();
  settings.set('enrolment', one.settings.get('enrolment'));
  const device = machine();
  device.facts.wait = 301;
  const copy = { ...(await startAgent(device, { folder, settings, timers: handTimers() })), device };
  one.device.facts.wait = 302;
  await one.agent.scan('user');
  await Promise.all([one.agent.settled(), copy.agent.settled()]);
  /** Its file goes to IT, and the reply comes back. */
  const round = async (agent: Agent) => {
    const { outcomes, reply } = await endpoint.take(await exported(agent));
    const outcome = await agent.takeReply(reply);
    await agent.settled();
    return { imported: outcomes[0], outcome, reply };
  };
  return { endpoint, one, copy, round };
}

test('two machines by files with one key: each hears of it with its next reply, and when IT has settled it', async () => {
  const { endpoint, one, copy, round } = await twoWithOneKey();
  expect((await round(one.agent)).outcome).toMatchObject({ ok: true, keyShared: null });
  expect((await round(copy.agent)).outcome).toMatchObject({ ok: true, refused: 1, keyShared: 'begun' });
  expect((await round(one.agent)).outcome).toMatchObject({ ok: true, keyShared: 'begun' });
  for (const { agent, folder } of [one, copy]) {
    expect(agent.state().sharedKey).toMatchObject({ sign: 'number-taken' });
    expect(readSharedKey(folder, one.id)).toEqual(agent.state().sharedKey);
  }
  const [{ number = 0 } = {}] = await endpoint.storage.listSecondHistories(one.id);
  await endpoint.storage.endSecondHistory({ number, by: '王伟', now: Date.now() });
  expect((await round(one.agent)).outcome).toMatchObject({ ok: true, keyShared: 'settled' });
  expect([one.agent.state().sharedKey, readSharedKey(one.folder, one.id)]).toEqual([null, null]);
});

test('a machine by files whose number is taken goes on far above it with a whole report, as over the wire', async () => {
  const { one, copy, round } = await twoWithOneKey();
  await round(one.agent);
  await round(copy.agent);
  const { imported, outcome } = await round(copy.agent);
  expect(imported).toMatchObject({ ok: true, taken: 1, refused: [] });
  expect(outcome).toMatchObject({ acknowledged: 1, waiting: 0 });
  const payload = JSON.parse(copy.agent.lastReport()?.payload ?? '');
  expect(payload).toMatchObject({ kind: 'assessment' });
  expect(payload.sequence).toBeGreaterThan(1000);
});

test('a reply of an endpoint that knows nothing of it ends nothing; what a later one says otherwise costs no acknowledgement', async () => {
  const { endpoint, one, copy, round } = await twoWithOneKey();
  await round(one.agent);
  await round(copy.agent);
  const told = copy.agent.state().sharedKey;
  const { outcomes } = await endpoint.take(await exported(copy.agent));
  const [imported] = outcomes;
  if (imported?.ok !== true) throw new Error('not taken');
  const { keyShared: _keyShared, key: _key, ...earlier } = imported.reply;
  expect(await copy.agent.takeReply(signReply(earlier, endpoint.keys.sign))).toMatchObject({
    acknowledged: 1,
    keyShared: null,
  });
  expect(copy.agent.state().sharedKey).toEqual(told);
  const at = new Date(Date.parse(earlier.at) + 1).toISOString();
  const later = { ...imported.reply, at, keyShared: 'yes', key: 7 };
  const signed = signReply(later as unknown as typeof earlier, endpoint.keys.sign);
  expect(await copy.agent.takeReply(signed)).toMatchObject({ ok: true, keyShared: null, keyChanged: false });
  expect(copy.agent.state().sharedKey).toEqual(told);
});
