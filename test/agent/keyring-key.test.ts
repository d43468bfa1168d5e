import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { type KeyProtector, nameOfKey } from '../../src/agent/identity.ts';
import { enrolCommand } from '../../src/cli/agent/enrol-command.ts';
import type { Program } from '../../src/cli/agent/program.ts';
import { rotateKeyCommand } from '../../src/cli/agent/rotate-key-command.ts';
import { wordsIn } from '../../src/cli/agent/words.ts';
import type { Machine } from '../../src/probes/machine.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { realEndpoint } from './real-endpoint.ts';
import { startAgent } from './start-agent.ts';

/** What the desktop's keyring guards, and the command line can't open. */
const turned = (bytes: Buffer): Buffer => bytes.map((byte) => byte ^ 0x5a) as Buffer;
const keyring: KeyProtector = {
  kind: 'os',
  protect: (plain) => Buffer.from(turned(plain)),
  unprotect: (stored) => Buffer.from(turned(stored)),
};

/** A computer whose tray agent has joined and ended; a person types commands in its folder. */
async function onDesktop() {
  const endpoint = await realEndpoint();
  const { agent, folder, settings } = await startAgent(machine(), { keyProtector: keyring });
  await agent.enrol(await endpoint.newString());
  await agent.settled();
  await agent.stop();
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const { platform } = machine();
  const program: Program = {
    ...{ folder, settings, words: wordsIn('en'), plainWords: wordsIn('en'), print, printError: print },
    table: { colours: false, columns: 120 },
    machine: async () => ({ platform: () => platform, keyChip: () => null }) as unknown as Machine,
  };
  const said = () => lines.splice(0).join('\n');
  return { endpoint, folder, settings, program, said };
}

test('rotate-key says that the desktop guards the key, asks the endpoint for nothing, and the tray agent fulfils the wish when it starts', async () => {
  const { endpoint, folder, settings, program, said } = await onDesktop();
  const before = nameOfKey(folder);
  const { device = '' } = settings.get('enrolment') ?? {};
  expect(await rotateKeyCommand(program, keptLog())).toBe(1);
  expect(said()).toContain('Start Deskward on that desktop');
  expect([nameOfKey(folder), existsSync(join(folder, rotationWishFileName))]).toEqual([before, true]);
  expect(await endpoint.storage.listDeviceKeys(device)).toHaveLength(1);
  const { agent } = await startAgent(machine(), { folder, settings, keyProtector: keyring });
  await agent.scan('network');
  await expect.poll(async () => (await endpoint.storage.listDeviceKeys(device)).length).toBe(2);
  await agent.settled();
  expect(nameOfKey(folder)).not.toBe(before);
});

test('enrol --new-key beside a key that the desktop guards: another device with a key of its own, and what IT has to settle is said', async () => {
  const { endpoint, folder, settings, program, said } = await onDesktop();
  const was = settings.get('enrolment')?.device ?? '';
  const command = { name: 'enrol', stringOrFile: await endpoint.newString(), newKey: true } as const;
  expect(await enrolCommand(program, command, keptLog())).toBe(0);
  expect(said()).toContain(`If IT's page of ${was} says that its key is used twice`);
  expect(settings.get('enrolment')?.device).not.toBe(was);
  expect(await endpoint.storage.findDevice(was)).toMatchObject({ secondHistories: [] });
  const { agent } = await startAgent(machine(), { folder, settings, keyProtector: keyring });
  await agent.settled();
  expect(agent.state()).toMatchObject({ reporting: { state: 'up-to-date' }, keyProtection: 'os' });
  expect(nameOfKey(folder)).toBe(settings.get('enrolment')?.key);
});
