import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSharedKey } from '../../src/agent/identity/shared-key.ts';
import { keyFileName } from '../../src/agent/identity.ts';
import type { Settings } from '../../src/agent/settings.ts';
import { enrolCommand } from '../../src/cli/agent/enrol-command.ts';
import type { Program } from '../../src/cli/agent/program.ts';
import { statusCommand } from '../../src/cli/agent/status-command.ts';
import { wordsIn } from '../../src/cli/agent/words.ts';
import type { Machine } from '../../src/probes/machine.ts';
import type { Language } from '../../src/ui/locales/translate.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { realEndpoint } from './real-endpoint.ts';
import { type Started, startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A computer whose clock a test sets forward by an hour for each report. */
interface Computer extends Started {
  report(): Promise<void>;
}

async function computer(
  options: { folder?: string; settings?: Settings; serial?: string } = {},
): Promise<Computer> {
  const time = { now: Date.now() };
  const made = machine();
  const described = await made.platform.describeDevice();
  const { serial = described.serial, ...rest } = options;
  const platform = { ...made.platform, describeDevice: async () => ({ ...described, serial }) };
  const started = await startAgent({ ...made, platform }, { now: () => new Date(time.now), ...rest });
  const report = async () => {
    time.now += 3_600_000;
    await started.agent.scan('schedule');
    await started.agent.settled();
  };
  await started.agent.settled();
  return { ...started, report };
}

/** The disk of a computer in another one, as it was at that moment. */
async function cloneOf(
  { folder, settings }: Computer,
  { isEnrolled = true, serial = 'S2' } = {},
): Promise<Computer> {
  const copy = join(temporaryFolder(), 'agent');
  cpSync(folder, copy, { recursive: true, filter: (file) => !file.endsWith('.lock') });
  const copied = memorySettings();
  if (isEnrolled) copied.set('enrolment', settings.get('enrolment'));
  return computer({ folder: copy, settings: copied, serial });
}

/** A command as it is run in the folder of a computer. */
function programOf({ folder, settings }: Computer, language: Language) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const words = wordsIn(language);
  const table = { colours: false, columns: 120 };
  const { platform } = machine();
  const machineOf = async () => ({ platform: () => platform, keyChip: () => null }) as unknown as Machine;
  const program: Program = {
    ...{ folder, settings, words, plainWords: words, table, print, printError: print },
    machine: machineOf,
  };
  return { program, said: () => lines.join('\n') };
}

function statusOf(one: Computer, language: Language): string {
  const { program, said } = programOf(one, language);
  statusCommand(program, { json: false });
  return said();
}

test('a clone of a disk that reports: both computers are told, keep it over a restart, and say what to do', async () => {
  const endpoint = await realEndpoint();
  const first = await computer();
  await first.agent.enrol(await endpoint.newString());
  await first.report();
  expect(first.agent.state().sharedKey).toBeNull();
  expect(statusOf(first, 'en')).not.toContain('--new-key');
  const clone = await cloneOf(first);
  await first.report();
  await clone.report();
  await first.report();
  for (const one of [first, clone]) {
    expect(one.agent.state().sharedKey).toEqual({ sign: expect.any(String), since: expect.any(String) });
    expect(statusOf(one, 'en')).toMatch(/another computer may be using .* deskward enrol --new-key STRING/);
    expect(statusOf(one, 'zh-CN')).toMatch(/另一台电脑.*deskward enrol --new-key 登记串/);
  }
  const { sharedKey } = clone.agent.state();
  await clone.agent.stop();
  expect(readSharedKey(clone.folder, clone.settings.get('enrolment')?.device)).toEqual(sharedKey);
});

test('a clone that enrols anew with the copied key: the new one is told at once where its serial number tells, the other with its next report', async () => {
  const endpoint = await realEndpoint();
  const first = await computer();
  await first.agent.enrol(await endpoint.newString());
  const clone = await cloneOf(first, { isEnrolled: false });
  await clone.agent.enrol(await endpoint.newString());
  await clone.agent.settled();
  expect(clone.settings.get('enrolment')?.device).toBe(first.settings.get('enrolment')?.device);
  expect(clone.agent.state().sharedKey).toMatchObject({ sign: 'other-computer' });
  await first.report();
  expect(first.agent.state().sharedKey).toMatchObject({ sign: 'other-computer' });
  expect(first.agent.state().reporting).toMatchObject({ state: 'refused' });
});

test('once IT has settled it both forget it, and the one that was behind is heard of as it is now', async () => {
  const endpoint = await realEndpoint();
  const first = await computer();
  await first.agent.enrol(await endpoint.newString());
  const clone = await cloneOf(first);
  await first.report();
  await clone.report();
  const { device = '' } = first.settings.get('enrolment') ?? {};
  const opened = await endpoint.storage.findDevice(device);
  const [{ number = 0 } = {}] = opened?.secondHistories ?? [];
  expect(await endpoint.storage.endSecondHistory({ number, by: '王伟', now: Date.now() })).toMatchObject({
    state: 'ended',
  });
  await clone.agent.stop();
  await first.report();
  const after = await endpoint.storage.findDevice(device);
  expect(after?.sequence).toBeGreaterThan(opened?.sequence ?? 0);
  expect(after?.isKeyShared).toBe(false);
  expect(first.agent.state().sharedKey).toBeNull();
  expect(first.agent.state().reporting).toMatchObject({ state: 'up-to-date' });
});

test('a key of its own makes the clone a device of its own; the other one stays what it was, and nobody is told any more', async () => {
  const endpoint = await realEndpoint();
  const first = await computer();
  await first.agent.enrol(await endpoint.newString());
  const clone = await cloneOf(first);
  await first.report();
  await clone.report();
  const before = first.settings.get('enrolment');
  const keyBefore = readFileSync(join(clone.folder, keyFileName), 'utf8');
  expect(clone.agent.state().sharedKey).not.toBeNull();
  await clone.agent.stop();
  const { program, said } = programOf(clone, 'en');
  const command = { name: 'enrol', stringOrFile: await endpoint.newString(), newKey: true } as const;
  expect(await enrolCommand(program, command, keptLog()), said()).toBe(0);
  expect(said()).toContain(`The other one goes on as ${before?.device}.`);
  const { device: own = '', key } = clone.settings.get('enrolment') ?? {};
  expect([own === before?.device, key === before?.key]).toEqual([false, false]);
  expect(readFileSync(join(clone.folder, keyFileName), 'utf8')).not.toBe(keyBefore);

  const again = await computer(clone);
  await again.report();
  await first.report();
  for (const one of [again, first]) {
    expect(one.agent.state().sharedKey).toBeNull();
    expect(one.agent.state().reporting).toMatchObject({ state: 'up-to-date' });
  }
  expect(first.settings.get('enrolment')).toEqual(before);
  expect(await endpoint.storage.findDevice(own)).toMatchObject({ hasReported: true, isKeyShared: false });
  expect(await endpoint.storage.findDevice(before?.device ?? '')).toMatchObject({
    isKeyShared: false,
    secondHistories: [{ endedBy: '', successor: own }],
  });
  expect((await endpoint.storage.countFleet(0)).keyShared).toBe(0);
});
