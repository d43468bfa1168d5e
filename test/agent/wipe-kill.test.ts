import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSignOff } from '../../src/agent/sign-off.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { runDeskward } from '../cli/run-deskward.ts';
import { testTime } from '../effort.ts';
import { bundle } from './bundle.ts';
import { keptLog } from './kept-log.ts';
import { confirm, joined } from './signing-off.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A device that has joined and reported, in a folder that is copied for each of its deaths. */
async function leaving() {
  const template = temporaryFolder();
  const settings = openSettings(template, keptLog());
  const { endpoint, agent } = await joined({ folder: template, settings });
  await agent.say({ kind: 'not-right', assignment: 0, note: '' });
  await agent.settled();
  await agent.stop();
  confirm(endpoint);
  const program = await bundle('test/agent/wiping-agent.ts', temporaryFolder());
  /** @returns the signal that ended it. */
  const live = async (folder: string, step: number): Promise<string | null> => {
    const child = spawn(process.execPath, [program, folder, String(step)], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    return signal;
  };
  const copy = (): { home: string; folder: string } => {
    const home = temporaryFolder();
    const folder = join(home, 'agent');
    mkdirSync(folder);
    cpSync(template, folder, { recursive: true });
    return { home, folder };
  };
  return { endpoint, live, copy };
}

/** Files in which something of that device is left. */
function tracesOf(device: string, folder: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name), 'latin1').includes(device));
}

function enrolmentIn(folder: string) {
  return openSettings(folder, keptLog()).get('enrolment');
}

test('killed before any file that it removes or replaces, a wipe is finished by the next start', {
  timeout: testTime,
}, async () => {
  const { live, copy } = await leaving();
  for (let step = 0; ; step += 1) {
    const { folder } = copy();
    const signal = await live(folder, step);
    if (signal === null) {
      // It had fewer files than that: every point has been tried.
      expect(step).toBeGreaterThan(10);
      break;
    }
    expect(signal).toBe('SIGKILL');
    expect(await live(folder, -1)).toBeNull();
    expect(readSignOff(folder)?.state, `killed at ${step}`).toBe('signed-off');
    expect(enrolmentIn(folder)).toBeNull();
    expect(readdirSync(folder)).not.toContain('device-key.json');
    expect(tracesOf('device-1', folder)).toEqual(['sign-off.json']);
  }
});

/** Before the key goes, just after, in the middle, and almost at the end. */
test.each([1, 2, 6, 10])(
  'killed before file %i, an enrolment made before the next start is not touched, and is another device',
  async (step) => {
    const { endpoint, live, copy } = await leaving();
    const deskward = await bundle('src/cli/deskward.ts', temporaryFolder());
    const { home, folder } = copy();
    const keyBefore = readFileSync(join(folder, 'device-key.json'), 'utf8');
    expect(await live(folder, step)).toBe('SIGKILL');
    endpoint.device = 'device-2';
    endpoint.answer = () => undefined;
    const joining = ['enrol', endpoint.enrolmentString];
    expect(await runDeskward(deskward, joining, { DESKWARD_HOME: home })).toMatchObject({
      code: 0,
      stderr: '',
    });
    const key = readFileSync(join(folder, 'device-key.json'), 'utf8');
    expect(key).not.toBe(keyBefore);
    const before = endpoint.reports.length;
    expect(await live(folder, -1)).toBeNull();
    expect(endpoint.reports[before]).toMatchObject({ device: 'device-2', sequence: 1 });
    expect(readFileSync(join(folder, 'device-key.json'), 'utf8')).toBe(key);
    expect(enrolmentIn(folder)).toMatchObject({ device: 'device-2' });
    expect(readSignOff(folder)).toBeNull();
    expect(tracesOf('device-1', folder)).toEqual([]);
  },
);
