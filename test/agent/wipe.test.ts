import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { fileProtector } from '../../src/agent/identity.ts';
import { observationFileName } from '../../src/agent/observe/observation-file.ts';
import { settingsFileName } from '../../src/agent/settings.ts';
import { keepSignOff } from '../../src/agent/sign-off.ts';
import { wipe } from '../../src/agent/wipe.ts';
import { known } from '../../src/facts/fact.ts';
import { osUpdates } from '../../src/facts/os-updates.ts';
import type { Probe } from '../../src/probes/probe.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { confirm, joined, record } from './signing-off.ts';
import { type StartOptions, startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('what watches beside it', () => {
  /** Writes down at its stop what it saw, as the real one does. */
  function watcher(folder: string) {
    const did: string[] = [];
    const observer: NonNullable<StartOptions['observer']> = {
      start: () => void did.push('start'),
      stop: async () => {
        did.push('stop');
        writeFileSync(join(folder, observationFileName), '{}');
      },
    };
    return { folder, did, observer };
  }

  test('stops before the state is removed, so that nothing comes back; and watches again once the device joins anew', async () => {
    const { folder, did, observer } = watcher(temporaryFolder());
    const { endpoint, agent, report } = await joined({ folder, observer });
    confirm(endpoint);
    await report();
    expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'sign-off.json']);
    expect(did.at(-1)).toBe('stop');
    endpoint.answer = () => undefined;
    endpoint.device = 'device-2';
    await agent.enrol(endpoint.enrolmentString);
    await agent.settled();
    expect(did.at(-1)).toBe('start');
  });

  test('does not begin at the start of an agent that is signed off', async () => {
    const { endpoint, agent, folder, settings, report } = await joined();
    confirm(endpoint);
    await report();
    await agent.stop();
    const { did, observer } = watcher(folder);
    await startAgent(machine(), { folder, settings, observer });
    expect(did).toEqual([]);
  });
});

test('a probe that was still at work brings nothing back', async () => {
  const device = machine();
  let answer = (): void => undefined;
  const slow: Probe<'os-updates'> = {
    fact: 'os-updates',
    budgetMs: 30_000,
    mayTakeSeconds: true,
    read: () => new Promise((resolve) => (answer = () => resolve(known(osUpdates.example, 'apt')))),
  };
  const probes = [...device.platform.probes, slow as unknown as Probe];
  const { endpoint, agent, folder, report } = await joined(
    {},
    { ...device, platform: { ...device.platform, probes } },
  );
  confirm(endpoint);
  await report();
  expect(readdirSync(folder)).not.toContain('device-key.json');
  answer();
  await new Promise((resolve) => setImmediate(resolve));
  await agent.settled();
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'sign-off.json']);
});

test('enrolled anew by another program while a last scan still runs, the new key and enrolment stay', async () => {
  const { endpoint, agent, folder, settings, device } = await joined();
  const before = settings.get('enrolment');
  confirm(endpoint);
  let release = (): void => undefined;
  device.hold = new Promise((resolve) => {
    release = resolve;
  });
  const scan = agent.scan('user');
  // It goes beside the reports, and is what tells of the sign-off here: the scan is still under way.
  await agent.say({ kind: 'not-right', assignment: 0, note: '' });
  await vi.waitFor(() => expect(agent.state().signOff).toMatchObject({ state: 'wiping' }));
  writeFileSync(join(folder, 'device-key.json'), '{}');
  settings.set('enrolment', before && { ...before, device: 'device-2' });
  writeFileSync(join(folder, 'settings.json'), '{}');
  await vi.waitFor(() => expect(agent.state().signOff).toBeNull());
  release();
  await scan;
  await agent.settled();
  expect(settings.get('enrolment')).toMatchObject({ device: 'device-2' });
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
});

test('killed in the middle of it, the next start finishes before it opens anything', async () => {
  const { endpoint, agent, folder, settings } = await joined();
  await agent.stop();
  const enrolment = settings.get('enrolment');
  await keepSignOff(folder, { state: 'wiping', record, unsent: 2 }, keptLog());
  expect(readdirSync(folder)).toContain('device-key.json');
  const { attempts } = endpoint;
  const again = await startAgent(machine(), { folder, settings });
  await again.agent.settled();
  expect(again.agent.state().signOff).toEqual({ state: 'signed-off', record, unsent: 2 });
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'outbox.log', 'sign-off.json']);
  expect(readFileSync(join(folder, 'outbox.log'), 'utf8')).toBe('');
  expect([enrolment?.device, settings.get('enrolment'), endpoint.attempts]).toEqual([
    'device-1',
    null,
    attempts,
  ]);
});

test('a device that another program enrols anew keeps its key and enrolment when the signed-off agent stops', async () => {
  const { endpoint, agent, folder, settings, report } = await joined();
  const before = settings.get('enrolment');
  confirm(endpoint);
  await report();
  await agent.settled();
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off' });
  writeFileSync(join(folder, 'device-key.json'), '{}');
  settings.set('enrolment', before && { ...before, device: 'device-2' });
  await agent.stop();
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
  expect(settings.get('enrolment')).toMatchObject({ device: 'device-2' });
});

test('of every file that the agent names, only its settings, its lock and the sign-off itself stay', async () => {
  const folder = temporaryFolder();
  const stay = ['agent.lock', 'settings.json', 'sign-off.json'];
  for (const name of [...namedFiles(), 'last-os-updates.json', 'media.json.spoilt', 'outbox-damaged-1.log'])
    writeFileSync(join(folder, name), '{}');
  for (const name of stay) writeFileSync(join(folder, name), '{}');
  const settings = memorySettings();
  expect(await wipe({ folder, settings, keyProtector: fileProtector, log: keptLog() })).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(stay);
});

/** Whatever a file of the agent calls a file name. */
function namedFiles(): readonly string[] {
  const sources = new URL('../../src/agent/', import.meta.url);
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = names.map((name) => readFileSync(new URL(name, sources), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/[fF]ileName = '([^']+)'/g)]);
  expect(found.length).toBeGreaterThan(15);
  // Its store adds the ending itself (conf, `fileExtension`).
  return found.map(([, name = '']) => (name === settingsFileName ? `${name}.json` : name));
}

test('where not everything can be removed, that is known, and tried again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'device-key.json'), '{}');
  const settings = { ...memorySettings(), get: () => ({ device: 'device-1' }), set: () => false } as never;
  expect(await wipe({ folder, settings, keyProtector: fileProtector, log: keptLog() })).toBe(false);
  // The key is the first to go.
  expect(readdirSync(folder)).toEqual([]);
});
