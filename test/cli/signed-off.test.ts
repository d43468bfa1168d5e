import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundle } from '../agent/bundle.ts';
import { record } from '../agent/signing-off.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { testEndpoint } from '../agent/test-endpoint.ts';
import { runDeskward } from './run-deskward.ts';

const patience = { timeout: 20_000 };
const built = mkdtempSync(join(tmpdir(), 'deskward-signed-off-'));
let program = '';
beforeAll(async () => {
  program = await bundle('src/cli/deskward.ts', built);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

test('run, signed off, keeps nothing that was observed; enrolled anew, it reports and observes again', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: temporaryFolder() };
  const file = (name: string) => join(home.DESKWARD_HOME, 'agent', name);
  const env = { ...process.env, ...home, LC_ALL: 'C' };
  const agent = spawn(process.execPath, [program, 'run'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => agent.once('exit', resolve));
  await vi.waitFor(() => expect(existsSync(file('observations.json'))).toBe(true), patience);
  endpoint.answer = () => ({
    status: 410,
    body: { error: 'signed-off', message: 'Gone.', signedOff: record },
  });
  await runDeskward(program, ['enrol', endpoint.enrolmentString], home);
  await vi.waitFor(
    () => expect(readFileSync(file('sign-off.json'), 'utf8')).toContain('"signed-off"'),
    patience,
  );
  const left = ['agent.lock', 'settings.json', 'sign-off.json'];
  // A probe that takes seconds may still be at work; what it writes goes, too.
  await vi.waitFor(
    () => expect(readdirSync(join(home.DESKWARD_HOME, 'agent')).sort()).toEqual(left),
    patience,
  );
  endpoint.answer = () => undefined;
  endpoint.device = 'device-2';
  await runDeskward(program, ['enrol', endpoint.enrolmentString], home);
  await endpoint.received(1);
  await vi.waitFor(() => expect(existsSync(file('observations.json'))).toBe(true), patience);
  agent.kill('SIGTERM');
  expect(await ended).toBe(0);
});
