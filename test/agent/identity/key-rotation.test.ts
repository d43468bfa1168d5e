import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { keysBeside } from '../../../src/agent/identity/key-beside.ts';
import { rotationWishFileName } from '../../../src/agent/identity/key-rotation.ts';
import { fileProtector, keyFileName, nameOfKey, withChip } from '../../../src/agent/identity.ts';
import { Outbox, outboxFileName } from '../../../src/agent/outbox.ts';
import type { Timers } from '../../../src/agent/timers.ts';
import type { Program } from '../../../src/cli/agent/program.ts';
import { rotateKeyCommand } from '../../../src/cli/agent/rotate-key-command.ts';
import { wordsIn } from '../../../src/cli/agent/words.ts';
import { checkChain } from '../../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../../src/evidence/evidence-file.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import type { Machine } from '../../../src/probes/machine.ts';
import { evidenceOf } from '../../../src/server/evidence/evidence-of.ts';
import { Chip } from '../chip.ts';
import { handTimers } from '../hand-timers.ts';
import { keptLog } from '../kept-log.ts';
import { machine } from '../machine.ts';
import { realEndpoint } from '../real-endpoint.ts';
import { startAgent } from '../start-agent.ts';

async function joined(keyProtector = fileProtector, policy = defaultPolicy(), timers?: Timers) {
  const endpoint = await realEndpoint();
  const time = { now: Date.now() };
  const device = machine();
  const started = await startAgent(device, {
    now: () => new Date(time.now),
    keyProtector,
    policy,
    ...(timers && { timers }),
  });
  await started.agent.enrol(await endpoint.newString());
  await started.agent.settled();
  const { device: id = '' } = started.settings.get('enrolment') ?? {};
  const report = async (hours = 1) => {
    time.now += hours * 3_600_000;
    device.facts.wait += 1;
    await started.agent.scan('schedule');
    await started.agent.settled();
  };
  const keys = () => endpoint.storage.listDeviceKeys(id);
  const verified = async () => {
    const evidence = await evidenceOf(endpoint.storage, id, Date.now());
    if (evidence === null) throw new Error('no such device');
    const { lines, kind: _kind, v: _v, ...about } = evidence;
    const read = readEvidence(writeEvidence(about, lines));
    if (!read.ok) throw new Error(read.detail);
    return checkChain(read.evidence);
  };
  return { endpoint, id, report, keys, verified, ...started };
}

test('after a year the device takes a new key by itself: the endpoint has both, and the chain is whole over the change', async () => {
  const { agent, folder, settings, report, keys, verified, endpoint, id } = await joined();
  const before = nameOfKey(folder);
  await report();
  expect(await keys()).toHaveLength(1);
  await report(366 * 24);
  const [first, second] = await keys();
  expect([first?.name, second?.rotation]).toEqual([before, expect.any(String)]);
  expect([nameOfKey(folder), settings.get('enrolment')?.key]).toEqual([second?.name, second?.name]);
  expect(existsSync(join(folder, keysBeside.next))).toBe(false);
  await report();
  expect(agent.state().reporting).toMatchObject({ state: 'up-to-date' });
  expect(await keys()).toHaveLength(2);
  const chain = await verified();
  expect([chain.findings, chain.keys]).toEqual([[], [first?.name, second?.name]]);
  expect((await endpoint.storage.findDevice(id))?.secondHistories).toEqual([]);
});

test('a key is used as many days as the policy says', async () => {
  const { report, keys } = await joined(fileProtector, { ...defaultPolicy(), keyDays: 30 });
  await report(29 * 24);
  expect(await keys()).toHaveLength(1);
  await report(2 * 24);
  expect(await keys()).toHaveLength(2);
  // By the day of the change, not that of its file.
  await report(29 * 24);
  expect(await keys()).toHaveLength(2);
  await report(2 * 24);
  expect(await keys()).toHaveLength(3);
});

test('on somebody’s wish at once; what the chip kept of the old key is gone afterwards', async () => {
  const chip = new Chip();
  const { folder, agent, report, keys, verified } = await joined(withChip(fileProtector, chip));
  const [old = ''] = chip.keys.keys();
  writeFileSync(join(folder, rotationWishFileName), '');
  await expect.poll(async () => (await keys()).length).toBe(2);
  await agent.settled();
  await report();
  expect([chip.keys.size, chip.keys.has(old)]).toEqual([1, false]);
  expect(existsSync(join(folder, rotationWishFileName))).toBe(false);
  expect((await verified()).findings).toEqual([]);
});

test('an acknowledgement that was lost, over a restart: what the old key signed meanwhile is signed anew, and nothing is lost', async () => {
  const { folder, settings, agent, report, keys, verified, endpoint, id } = await joined();
  await report();
  const oldFile = readFileSync(join(folder, keyFileName));
  const oldName = nameOfKey(folder);
  writeFileSync(join(folder, rotationWishFileName), '');
  await expect.poll(async () => (await keys()).length).toBe(2);
  await report();
  await agent.stop();
  // As the disk was when the endpoint had committed and the agent had not heard of it.
  const newFile = readFileSync(join(folder, keyFileName));
  const newName = nameOfKey(folder);
  writeFileSync(join(folder, keysBeside.next), newFile);
  writeFileSync(join(folder, keyFileName), oldFile);
  const enrolment = settings.get('enrolment');
  if (enrolment === null) throw new Error('not enrolled');
  settings.set('enrolment', { ...enrolment, key: oldName });
  const again = await startAgent(machine(), {
    folder,
    settings,
    now: () => new Date(Date.now() + 90 * 3_600_000),
  });
  await again.agent.scan('schedule');
  await again.agent.settled();
  await expect.poll(() => again.agent.state().reporting.state).toBe('up-to-date');
  expect([nameOfKey(folder), settings.get('enrolment')?.key]).toEqual([newName, newName]);
  expect(await keys()).toHaveLength(2);
  const chain = await verified();
  expect([chain.findings, chain.epochs[0]?.skipped]).toEqual([[], 0]);
  expect(await endpoint.storage.readConflicts(id)).toEqual([]);
});

test('a disk that does not take the reports under the new key: the endpoint is left alone until later, and then it goes on', async () => {
  const timers = handTimers();
  const { agent, folder, report, keys, verified } = await joined(fileProtector, defaultPolicy(), timers);
  const tries = vi.spyOn(Outbox.prototype, 'replaceWaiting');
  // What the outbox is written to anew.
  const blocked = join(folder, `${outboxFileName}.new`);
  mkdirSync(blocked);
  writeFileSync(join(folder, rotationWishFileName), '');
  await report();
  await agent.settled();
  expect([tries.mock.calls.length, (await keys()).length]).toEqual([1, 2]);
  await report();
  expect(tries).toHaveBeenCalledTimes(2);
  expect(agent.state().reporting).toMatchObject({ state: 'offline', waiting: 1 });
  rmdirSync(blocked);
  timers.advance(3_600_000);
  await expect.poll(() => agent.state().reporting.state).toBe('up-to-date');
  expect(nameOfKey(folder)).toBe((await keys())[1]?.name);
  expect((await verified()).findings).toEqual([]);
});

test('the command gives a device of which no agent runs its new key at once, and says so; one that is not enrolled has none', async () => {
  const { agent, folder, settings, keys, verified } = await joined();
  await agent.stop();
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const { platform } = machine();
  const program: Program = {
    ...{ folder, settings, words: wordsIn('en'), plainWords: wordsIn('en'), print, printError: print },
    table: { colours: false, columns: 120 },
    machine: async () => ({ platform: () => platform, keyChip: () => null }) as unknown as Machine,
  };
  expect(await rotateKeyCommand(program, keptLog())).toBe(0);
  expect(await keys()).toHaveLength(2);
  expect(lines.join()).toContain(nameOfKey(folder));
  expect((await verified()).findings).toEqual([]);
  settings.set('enrolment', null);
  expect(await rotateKeyCommand(program, keptLog())).toBe(1);
  expect(lines.at(-1)).toContain('not enrolled');
});
