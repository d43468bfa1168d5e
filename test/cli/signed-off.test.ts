import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundle } from '../agent/bundle.ts';
import { confirm, notice, record, tellOf } from '../agent/signing-off.ts';
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

/** What `status` says, to a person and to a program. */
async function status(home: Record<string, string>) {
  const [told, json] = await Promise.all([
    runDeskward(program, ['status'], home),
    runDeskward(program, ['status', '--json'], home),
  ]);
  return { text: told.stdout, json: JSON.parse(json.stdout) as { signOff: unknown } };
}

test('run --once and status say who has begun a sign-off, whether the last check went, and what to do', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: temporaryFolder() };
  await runDeskward(program, ['enrol', endpoint.enrolmentString], home);
  tellOf(endpoint, notice);
  const ran = await runDeskward(program, ['run', '--once'], home);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  const { text, json } = await status(home);
  expect(json.signOff).toEqual({ state: 'pending', ...notice, lastScanSentAt: expect.any(String) });
  for (const said of [ran.stdout, text]) {
    expect(said).toContain('IT has begun the sign-off of this computer\n  王伟 began it for 李娜 ');
    expect(said).toMatch(
      /\n {2}Reason: 离职\n {2}The last check reached IT .*\n {2}Keep the computer on and online/,
    );
  }
  expect(text).toContain('Last report reached IT');

  confirm(endpoint);
  writeFileSync(join(home.DESKWARD_HOME, 'agent', 'outbox.log'), '');
  const gone = await runDeskward(program, ['run', '--once'], home);
  const after = await status(home);
  expect(gone.code).toBe(1);
  expect(after.json.signOff).toEqual({ state: 'signed-off', ...record, unsent: 0 });
  for (const said of [gone.stderr, after.text]) {
    expect(said).toMatch(/^This computer has been signed off\n {2}王伟 confirmed it for 李娜 /m);
    expect(said).toContain('deskward enrol STRING');
  }
  expect(after.text).not.toMatch(/Not enrolled|Never checked/);
});

test('status says that a wipe was cut off, and what finishes it', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'agent'));
  const wiping = { state: 'wiping', record: { ...record, person: '', confirmedBy: '' }, unsent: 2 };
  writeFileSync(join(home, 'agent', 'sign-off.json'), JSON.stringify(wiping));
  const { text } = await status({ DESKWARD_HOME: home });
  expect(text).toMatch(/IT has confirmed the sign-off of this computer\n {2}IT confirmed it /);
  expect(text).toMatch(/stopped while it removed .* deskward run --once/);
  expect(text).toContain('2 things that were said here had not reached IT');
});

test('run, signed off, says so and keeps nothing that was observed; enrolled anew, it reports and observes again', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: temporaryFolder() };
  const file = (name: string) => join(home.DESKWARD_HOME, 'agent', name);
  const env = { ...process.env, ...home, LC_ALL: 'C' };
  const agent = spawn(process.execPath, [program, 'run'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => agent.once('exit', resolve));
  let said = '';
  agent.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await vi.waitFor(() => expect(existsSync(file('observations.json'))).toBe(true), patience);
  confirm(endpoint);
  await runDeskward(program, ['enrol', endpoint.enrolmentString], home);
  await vi.waitFor(() => expect(said).toContain('This computer has been signed off'), patience);
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
  expect(said.match(/on guard/g)).toHaveLength(2);
  expect(said.match(/signed off\n/g)).toHaveLength(1);
});
