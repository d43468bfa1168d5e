import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginJoining, joiningFileName } from '../../src/agent/enrolment/joining.ts';
import { keysBeside } from '../../src/agent/identity/key-beside.ts';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { fileProtector, keyFileName, nameOfKey } from '../../src/agent/identity.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { evidenceOf } from '../../src/server/evidence/evidence-of.ts';
import { testTime } from '../effort.ts';
import { bundle } from './bundle.ts';
import { exported, type FileEndpoint, fileEndpoint, joinedAgent } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** @returns the signal that ended it. */
async function take(program: string, folder: string, reply: string, step: number): Promise<string | null> {
  const child = spawn(process.execPath, [program, folder, reply, String(step)], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  return signal;
}

function onDrive(reply: string): string {
  const file = join(temporaryFolder(), 'a.deskward-reply');
  writeFileSync(file, reply);
  return file;
}

test('killed before any file that a reply with a new key removes or replaces, then exported, then taken once more: nothing is lost or sent under two keys', {
  timeout: testTime,
}, async () => {
  const program = await bundle('test/agent/reply-taker.ts', temporaryFolder());
  const endpoint = await fileEndpoint();
  let wait = 300;
  /** Each start has something to report. */
  const start = (folder: string) => {
    const device = machine();
    device.facts.wait = wait++;
    const settings = openSettings(folder, keptLog());
    return startAgent(device, { folder, settings, timers: handTimers() });
  };
  const devices: { id: string; folder: string; reply: string }[] = [];
  // One for each step: all of them while the network still leads there.
  for (let step = 0; step < 12; step += 1) {
    const folder = temporaryFolder();
    const { id, agent } = await joinedAgent(endpoint, { folder, settings: openSettings(folder, keptLog()) });
    await agent.stop();
    devices.push({ id, folder, reply: '' });
  }
  await endpoint.cut();
  for (const device of devices) {
    writeFileSync(join(device.folder, rotationWishFileName), '');
    const { agent } = await start(device.folder);
    await agent.settled();
    device.reply = onDrive((await endpoint.take(await exported(agent))).reply);
    await agent.stop();
    const later = await start(device.folder);
    await later.agent.settled();
    await later.agent.stop();
  }
  let steps = 0;
  for (const { id, folder, reply } of devices) {
    const signal = await take(program, folder, reply, steps);
    steps += 1;
    // What it writes between the crash and the second try may reach IT as well.
    const between = await start(folder);
    await between.agent.settled();
    await endpoint.take(await exported(between.agent));
    await between.agent.stop();
    expect(await take(program, folder, reply, -1)).toBeNull();
    const after = await start(folder);
    await after.agent.settled();
    await after.agent.takeReply((await endpoint.take(await exported(after.agent))).reply);
    await after.agent.takeReply((await endpoint.take(await exported(after.agent))).reply);
    expect(after.agent.state().reporting.state, `killed at ${steps}`).toBe('up-to-date');
    const evidence = await evidenceOf(endpoint.storage, id, Date.now());
    if (evidence === null) throw new Error('the endpoint lost the device');
    const { lines, kind: _kind, v: _v, ...about } = evidence;
    const read = readEvidence(writeEvidence(about, lines));
    if (!read.ok) throw new Error(read.detail);
    const { findings, keys } = checkChain(read.evidence);
    expect(findings, `killed at ${steps}`).toEqual([]);
    expect(keys).toHaveLength(2);
    expect(nameOfKey(folder, keyFileName)).toBe(keys[1]);
    expect(await endpoint.storage.readConflicts(id)).toEqual([]);
    expect((await endpoint.storage.findDevice(id))?.secondHistories).toEqual([]);
    if (signal === null) break;
    expect(signal).toBe('SIGKILL');
  }
  // The last one had fewer files than that: every point has been tried.
  expect(steps).toBeGreaterThan(4);
  expect(steps).toBeLessThan(12);
});

/** What a machine that asks to join has on its disk, and the reply. `isClone`: it was another device, and takes a key of its own. */
async function asking(endpoint: FileEndpoint, isClone: boolean) {
  const folder = temporaryFolder();
  const settings = openSettings(folder, keptLog());
  const was = isClone ? await joinedAgent(endpoint, { folder, settings }) : null;
  await was?.agent.stop();
  const description = await machine().platform.describeDevice();
  const newKey = was && { newKey: { was: settings.get('enrolment') } };
  const asks = { folder, keyProtector: fileProtector, description, now: new Date(), ...newKey };
  const asked = await beginJoining(await endpoint.enrolmentFile(), asks);
  if (!asked.ok) throw new Error(asked.detail);
  const { agent } = await startAgent(machine(), { folder, settings, timers: handTimers() });
  await agent.settled();
  const { reply } = await endpoint.take(await exported(agent));
  await agent.stop();
  return { folder, reply: onDrive(reply), was: was?.id ?? null };
}

test.each([
  ['that never joined', false],
  ['that takes a key of its own', true],
])(
  'killed before any file that the reply to a machine %s removes or replaces: it asks on or has joined, and reports with its key',
  {
    timeout: testTime,
  },
  async (_what, isClone) => {
    const program = await bundle('test/agent/reply-taker.ts', temporaryFolder());
    const endpoint = await fileEndpoint();
    let step = 0;
    for (let signal: string | null = 'SIGKILL'; signal !== null; step += 1) {
      const { folder, reply, was } = await asking(endpoint, isClone);
      signal = await take(program, folder, reply, step);
      const start = () => {
        const settings = openSettings(folder, keptLog());
        return startAgent(machine(), { folder, settings, timers: handTimers() });
      };
      const between = await start();
      await between.agent.settled();
      const enrolled = between.settings.get('enrolment');
      const hasJoined = enrolled !== null && enrolled.device !== was;
      const [first] = (await endpoint.take(await exported(between.agent))).outcomes;
      expect(first, `killed at ${step}`).toMatchObject({ ok: true, joined: !hasJoined });
      await between.agent.stop();
      expect(await take(program, folder, reply, -1)).toBeNull();
      const { agent, settings } = await start();
      await agent.settled();
      const { outcomes } = await endpoint.take(await exported(agent));
      const { device, key } = settings.get('enrolment') ?? {};
      expect(outcomes, `killed at ${step}`).toMatchObject([{ ok: true, joined: false, device, refused: [] }]);
      expect(device).not.toBe(was);
      expect([nameOfKey(folder), (await endpoint.storage.findDevice(device ?? ''))?.thumbprint]).toEqual([
        key,
        key,
      ]);
      expect(await endpoint.storage.readReports(device ?? '')).not.toEqual([]);
      for (const name of [joiningFileName, ...Object.values(keysBeside)])
        expect(existsSync(join(folder, name)), name).toBe(false);
      await agent.stop();
    }
    expect(step).toBeGreaterThan(3);
  },
);
