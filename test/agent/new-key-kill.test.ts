import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import { keysBeside, takeUpKey } from '../../src/agent/identity/key-beside.ts';
import { fileProtector, nameOfKey, openIdentity, thumbprint } from '../../src/agent/identity.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { Random } from '../chaos/random.ts';
import { ofWhole, testTime } from '../effort.ts';
import { bundle } from './bundle.ts';
import { keptLog } from './kept-log.ts';
import { runUntilKilled } from './killed-program.ts';
import { machine } from './machine.ts';
import { type RealEndpoint, realEndpoint } from './real-endpoint.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A computer that has joined, in a folder as a clone's. */
async function joined({ newString }: RealEndpoint): Promise<string> {
  const folder = temporaryFolder();
  const description = await machine().platform.describeDevice();
  const outcome = await enrolDevice(await newString(), { folder, keyProtector: fileProtector, description });
  if (!outcome.ok) throw new Error(outcome.detail);
  openSettings(folder, keptLog()).set('enrolment', outcome.enrolment);
  return folder;
}

/** What the folder is then, to an agent that starts: the device that it takes itself for, and the key that it signs with. */
async function standing(folder: string) {
  const enrolment = openSettings(folder, keptLog()).get('enrolment');
  await takeUpKey(folder, fileProtector, enrolment?.key ?? null);
  const opened = await openIdentity(folder, fileProtector);
  if (!opened.ok || enrolment === null) throw new Error('neither the old device nor the new one');
  return { device: enrolment.device, key: thumbprint(opened.identity.publicJwk) };
}

test(
  'killed at any moment it is the old device with the old key or the new one with its own; done again it ends as one new device',
  async () => {
    const endpoint = await realEndpoint();
    const program = await bundle('test/agent/new-key-enroller.ts', temporaryFolder());
    const keyOf = async (device: string) => (await endpoint.storage.findDevice(device))?.thumbprint;
    const random = new Random();
    process.stdout.write(`seed ${random.seed}\n`);
    for (let round = 0; round < ofWhole(100, 12); round += 1) {
      const folder = await joined(endpoint);
      const before = await standing(folder);
      const string = await endpoint.newString();
      await runUntilKilled(program, [folder, string], { afterLines: 1, thenMs: random.next() * 60 });
      const between = await standing(folder);
      expect(between.key).toBe(await keyOf(between.device));
      expect(await keyOf(before.device)).toBe(before.key);
      if (between.device === before.device)
        expect((await runUntilKilled(program, [folder, string], {})).join()).toContain('Enrolled');
      const after = await standing(folder);
      expect(after.device).not.toBe(before.device);
      expect([after.key, nameOfKey(folder)]).toEqual([await keyOf(after.device), after.key]);
      expect(existsSync(join(folder, keysBeside.own))).toBe(false);
      expect(await endpoint.storage.findDevice(before.device)).toMatchObject({
        isKeyShared: false,
        secondHistories: [{ successor: after.device }],
      });
    }
  },
  10 * testTime,
);
