import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { nameOfKey } from '../../src/agent/identity.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { openData, type RunningEndpoint, serve } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An endpoint that is stopped, copied and set back as a person who restores a backup does it. */
async function endpointWithBackup() {
  const data = join(temporaryFolder(), 'data');
  const backup = join(temporaryFolder(), 'backup');
  const start = (port: number) => serve({ host: '127.0.0.1', port, data, pageFolder: data });
  let running: RunningEndpoint = await start(0);
  const port = Number(new URL(running.address).port);
  onTestFinished(() => running.close());
  const whileStopped = async (work: () => void): Promise<void> => {
    await running.close();
    work();
    running = await start(port);
  };
  const ask = async <Found>(question: (storage: Storage) => Promise<Found>): Promise<Found> => {
    const storage = openData(data);
    const found = await question(storage);
    await storage.close();
    return found;
  };
  const newString = () =>
    ask(async (storage) => {
      const wish = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
      const { token } = await makeToken(storage, wish, '', Date.now());
      return formatEnrolmentString('127.0.0.1', port, token);
    });
  return {
    ask,
    newString,
    backUp: () => whileStopped(() => cpSync(data, backup, { recursive: true })),
    restore: () =>
      whileStopped(() => {
        rmSync(data, { recursive: true });
        cpSync(backup, data, { recursive: true });
      }),
  };
}

test('an endpoint that is set back to before the change of a key hears of it once more, and the device reports on', async () => {
  const endpoint = await endpointWithBackup();
  const device = machine();
  const { agent, folder, settings } = await startAgent(device);
  await agent.enrol(await endpoint.newString());
  await agent.settled();
  const { device: id = '' } = settings.get('enrolment') ?? {};
  await endpoint.backUp();
  writeFileSync(join(folder, rotationWishFileName), '');
  await agent.scan('network');
  await expect.poll(() => existsSync(join(folder, rotationWishFileName))).toBe(false);
  await agent.settled();
  const keys = () => endpoint.ask((storage) => storage.listDeviceKeys(id));
  expect(await keys()).toHaveLength(2);
  await endpoint.restore();
  expect(await keys()).toHaveLength(1);
  device.facts.wait = 301;
  await agent.scan('user');
  await expect.poll(() => agent.state().reporting.state).toBe('up-to-date');
  expect((await keys()).at(-1)?.name).toBe(nameOfKey(folder));
  const reports = await endpoint.ask((storage) => storage.readReports(id));
  expect(reports.length).toBeGreaterThan(1);
});
