import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyFileName, nameOfKey } from '../../src/agent/identity.ts';
import { rotationWishFileName } from '../../src/agent/key-rotation.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { evidenceOf } from '../../src/server/evidence/evidence-of.ts';
import { testTime } from '../effort.ts';
import { bundle } from './bundle.ts';
import { exported, fileEndpoint, joinedAgent } from './file-endpoint.ts';
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
