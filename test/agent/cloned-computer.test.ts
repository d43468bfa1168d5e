import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Settings } from '../../src/agent/settings.ts';
import { readSharedKey } from '../../src/agent/shared-key.ts';
import { statusCommand } from '../../src/cli/agent/status-command.ts';
import { wordsIn } from '../../src/cli/agent/words.ts';
import type { Language } from '../../src/ui/locales/translate.ts';
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

function statusOf({ folder, settings }: Computer, language: Language): string {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const words = wordsIn(language);
  const table = { colours: false, columns: 120 };
  const machineOf = () => Promise.reject(new Error('not asked'));
  const program = { folder, settings, words, plainWords: words, table, machine: machineOf };
  statusCommand({ ...program, print, printError: print }, { json: false });
  return lines.join('\n');
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
