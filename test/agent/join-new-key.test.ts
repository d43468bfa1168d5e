import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joiningFileName } from '../../src/agent/enrolment/joining.ts';
import { keysBeside } from '../../src/agent/identity/key-beside.ts';
import { nameOfKey } from '../../src/agent/identity.ts';
import { enrolCommand } from '../../src/cli/agent/enrol-command.ts';
import { exportCommand } from '../../src/cli/agent/export-command.ts';
import { importCommand } from '../../src/cli/agent/import-command.ts';
import type { Program } from '../../src/cli/agent/program.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { wordsIn } from '../../src/cli/agent/words.ts';
import type { Machine } from '../../src/probes/machine.ts';
import { exported, fileEndpoint, joinedAgent } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A machine by files and its clone, whose commands a person types. */
async function cloned() {
  const endpoint = await fileEndpoint();
  const one = await joinedAgent(endpoint, { settings: openSettings(temporaryFolder(), keptLog()) });
  await endpoint.cut();
  const folder = join(temporaryFolder(), 'agent');
  cpSync(one.folder, folder, { recursive: true, filter: (file) => !file.endsWith('.lock') });
  const settings = openSettings(folder, keptLog());
  settings.set('enrolment', one.settings.get('enrolment'));
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const { platform } = machine();
  const program: Program = {
    ...{ folder, settings, words: wordsIn('en'), plainWords: wordsIn('en'), print, printError: print },
    table: { colours: false, columns: 120 },
    machine: async () => ({ platform: () => platform, keyChip: () => null }) as unknown as Machine,
  };
  const stick = temporaryFolder();
  /** @returns what lies on the stick then. */
  const onStick = (name: string, text: string) => {
    const file = join(stick, name);
    writeFileSync(file, text, 'latin1');
    return file;
  };
  const takeOwnKey = async () => {
    const stringOrFile = onStick('it.deskward-enrolment', await endpoint.enrolmentFile());
    return enrolCommand(program, { name: 'enrol', stringOrFile, newKey: true }, keptLog());
  };
  const written = async () => {
    const file = join(stick, 'out.deskward');
    expect(await exportCommand(program, file, keptLog())).toBe(0);
    return readFileSync(file, 'latin1');
  };
  const said = () => lines.splice(0).join('\n');
  return { endpoint, one, folder, settings, program, takeOwnKey, written, onStick, said };
}

test('a clone without a network takes a key of its own by file: until the reply it is the old device, then a new one, and IT’s list knows both', async () => {
  const { endpoint, one, folder, settings, program, takeOwnKey, written, onStick, said } = await cloned();
  const before = { key: nameOfKey(folder), device: settings.get('enrolment')?.device };
  expect(await takeOwnKey()).toBe(0);
  expect(said()).toContain(`it goes on as ${one.id}`);
  const { outcomes, reply } = await endpoint.take(await written());
  expect(outcomes).toMatchObject([{ ok: true, joined: true }]);
  expect({ key: nameOfKey(folder), device: settings.get('enrolment')?.device }).toEqual(before);
  expect(await importCommand(program, onStick('a.deskward-reply', reply), keptLog())).toBe(0);
  expect(said()).toContain('This computer has joined');
  const { device = '', key } = settings.get('enrolment') ?? {};
  expect([device === one.id, key === before.key, nameOfKey(folder)]).toEqual([false, false, key]);
  for (const name of [joiningFileName, keysBeside.own]) expect(existsSync(join(folder, name))).toBe(false);
  expect(await endpoint.storage.findDevice(one.id)).toMatchObject({
    isKeyShared: false,
    secondHistories: [{ sign: 'new-key', successor: device }],
  });
  // Both go on, each as itself.
  one.device.facts.wait += 1;
  await one.agent.scan('user');
  const own = await startAgent(machine(), { folder, settings, timers: handTimers() });
  await own.agent.settled();
  const both = await endpoint.take(await exported(one.agent));
  expect(both.outcomes).toMatchObject([{ ok: true, device: one.id, refused: [] }]);
  expect((await endpoint.take(await exported(own.agent))).outcomes).toMatchObject([
    { ok: true, device, taken: 1, refused: [] },
  ]);
});

test('typed twice, or beside an agent that runs: one new device, and what the old one had to say is kept', async () => {
  const { endpoint, one, folder, settings, takeOwnKey, written } = await cloned();
  const device = machine();
  device.facts.wait = 301;
  const { agent } = await startAgent(device, { folder, settings, timers: handTimers() });
  await agent.settled();
  const joining = new Promise<void>((resolve) => {
    agent.onChange(() => {
      if (existsSync(join(folder, joiningFileName))) resolve();
    });
  });
  await takeOwnKey();
  await takeOwnKey();
  await joining;
  const { outcomes, reply } = await endpoint.take(await written());
  expect(outcomes).toMatchObject([{ joined: true }]);
  expect(await agent.takeReply(reply)).toMatchObject({ ok: true, joined: true });
  await agent.settled();
  const own = settings.get('enrolment')?.device;
  expect(own).not.toBe(one.id);
  const { devices } = await endpoint.storage.listDevices({
    ...({ search: '', filter: 'all', sort: 'hostname', direction: 'asc', limit: 9 } as const),
    ...{ after: null, silentBefore: 0 },
  });
  expect(devices.map((listed) => listed.device).sort()).toEqual([one.id, own].sort());
  const next = await endpoint.take(await exported(agent));
  expect(next.outcomes).toMatchObject([{ ok: true, device: own, taken: 1, refused: [] }]);
});
