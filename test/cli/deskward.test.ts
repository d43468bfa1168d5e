import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Outbox } from '../../src/agent/outbox.ts';
import { checkWishFileName } from '../../src/agent/scanner/check-wish.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/registry.ts';
import { bundle } from '../agent/bundle.ts';
import { keptLog } from '../agent/kept-log.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { testEndpoint } from '../agent/test-endpoint.ts';
import { type Ended, runDeskward } from './run-deskward.ts';

const built = mkdtempSync(join(tmpdir(), 'deskward-cli-'));
let program = '';
beforeAll(async () => {
  program = await bundle('src/cli/deskward.ts', built);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const run = (args: readonly string[], env?: Record<string, string>) => runDeskward(program, args, env);

function policy(name: string): string {
  return new URL(`../fixtures/policies/${name}.json`, import.meta.url).pathname;
}

interface Told {
  readonly policyVersion: number;
  readonly verdicts: readonly { readonly rule: string; readonly status: string; readonly reason: unknown }[];
}

async function scanJson(...args: string[]): Promise<Ended & { readonly told: Told }> {
  const ended = await run(['scan', '--json', ...args]);
  return { ...ended, told: JSON.parse(ended.stdout) as Told };
}

test('scan --json says exactly what the contract says, and nothing else on standard output', async () => {
  const { told, code } = await scanJson();
  expect(Object.keys(told)).toEqual(['device', 'scannedAt', 'durationMs', 'policyVersion', 'verdicts']);
  const keys = ['rule', 'status', 'severity', 'observed', 'limit', 'source', 'reason'];
  for (const verdict of told.verdicts) {
    expect(Object.keys(verdict)).toEqual(keys);
    expect(verdict.status === 'pass').toBe(verdict.reason === null);
  }
  const { standard } = defaultPolicy().profiles;
  const judged = rules.filter(({ id }) => standard[id] !== undefined).map(({ id }) => id);
  expect(told.verdicts.map((verdict) => verdict.rule)).toEqual(judged);
  const antivirus = told.verdicts.find((verdict) => verdict.rule === 'antivirus');
  expect(antivirus).toMatchObject({ severity: 'required', limit: { signatureDays: 7 } });
  const allPass = told.verdicts.every((verdict) => ['pass', 'not-applicable'].includes(verdict.status));
  expect(code).toBe(allPass ? 0 : 1);
});

test('the exit code follows the verdicts: what nothing requires does not comply', async () => {
  const { told, code } = await scanJson('--policy', policy('nothing-required'));
  expect(told.verdicts).toHaveLength(1);
  expect(code).toBe(1);
});

test('--rule looks at those rules alone', async () => {
  const { told } = await scanJson('--rule', 'sharing', '--rule', 'antivirus');
  expect(told.verdicts.map((verdict) => verdict.rule)).toEqual(['antivirus', 'sharing']);
});

test('a rule that does not exist ends with 2 and says where to look', async () => {
  const { code, stdout, stderr } = await run(['scan', '--json', '--rule', 'no-such-rule']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('no-such-rule');
});

test('a rule that the policy does not have ends with 2', async () => {
  const { code, stderr } = await run(['scan', '--policy', policy('nothing-required'), '--rule', 'antivirus']);
  expect(code).toBe(2);
  expect(stderr).toContain('standard');
});

test.each([
  ['syntax-error', /syntax-error\.json:8:29: not JSON: /],
  ['wrong-type', /wrong-type\.json:21:28: profiles\.standard\.antivirus\.limits\.signatureDays: /],
  ['duplicate-key', /duplicate-key\.json:10:11: .*graceSeconds.*twice/],
])('a policy with a %s ends with 2: line, column, path and reason', async (name, where) => {
  const { code, stdout, stderr } = await run(['scan', '--json', '--policy', policy(name)]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(where);
});

test('what is wrong with a policy is told in the language of its user', async () => {
  const { code, stderr } = await run(['scan', '--policy', policy('wrong-type')], { LC_ALL: 'zh_CN.UTF-8' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/wrong-type\.json:21:28: \S+signatureDays: 要写成数字\n/);
});

test('a policy that is not there ends with 2', async () => {
  const { code, stderr } = await run(['scan', '--policy', '/nowhere/policy.json']);
  expect(code).toBe(2);
  expect(stderr).toContain('/nowhere/policy.json');
});

test('a good policy counts, and a rule of a later version in it is no trouble', async () => {
  expect((await scanJson('--policy', policy('good'))).told.policyVersion).toBe(7);
  expect((await scanJson('--policy', policy('unknown-rule'))).told.verdicts).toHaveLength(4);
});

test('a misspelt rule of a policy is told where it stands, and the rest is judged', async () => {
  const { code, told, stderr } = await scanJson('--policy', policy('misspelt-rule'));
  expect(told.verdicts.map(({ rule }) => rule)).toEqual(['screen-lock']);
  expect(stderr).toMatch(/misspelt-rule\.json:9:7: .*“anti-virus”.*“antivirus”/);
  expect(code).toBeLessThan(2);
});

test('of one rule it is not said that the computer complies', async () => {
  const { stdout } = await run(['scan', '--rule', 'sharing']);
  expect(stdout).toMatch(/what was checked: sharing\./);
  expect(stdout).not.toContain('This computer');
});

test.each([
  [[]],
  [['scna']],
  [['scan', '--jsn']],
  [['scan', 'more']],
  [['enrol']],
  [['enrol', 'a', 'b']],
  [['rules', '--once']],
])('%j ends with 2 and the usage', async (args) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage: deskward');
});

test('scanning leaves no trace', async () => {
  const home = join(temporaryFolder(), 'home');
  await run(['scan', '--json'], { DESKWARD_HOME: home });
  expect(existsSync(home)).toBe(false);
});

test('the table has a sign for each status, in the language of the user, without colours in a pipe', async () => {
  const english = await run(['scan', '--rule', 'sharing']);
  expect(english.stdout).toContain('Nothing is shared');
  expect(english.stdout).toMatch(/[✓✗?–] /);
  expect(english.stdout).not.toContain('\u001b');
  const chinese = await run(['scan', '--rule', 'sharing'], { LC_ALL: 'zh_CN.UTF-8' });
  expect(chinese.stdout).toContain('不对外共享');
  const home = temporaryFolder();
  mkdirSync(join(home, 'agent'));
  writeFileSync(join(home, 'agent', 'settings.json'), JSON.stringify({ language: 'zh-CN' }));
  expect((await run(['rules'], { DESKWARD_HOME: home })).stdout).toContain('不对外共享');
});

test('rules --json lists what there is', async () => {
  const { code, stdout } = await run(['rules', '--json']);
  const rules = JSON.parse(stdout) as readonly Record<string, unknown>[];
  expect(code).toBe(0);
  expect(rules[0]).toEqual({
    id: 'screen-lock',
    clauses: ['IS-7', 'CR-10'],
    title: 'The screen locks by itself',
    facts: ['screen-lock'],
    severity: 'required',
    limits: { waitSeconds: 300, graceSeconds: 10 },
  });
});

test('status of a folder without anything', async () => {
  const { code, stdout } = await run(['status', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    folder: '/nowhere/at/all/agent',
    sharedKey: null,
    running: false,
    joining: null,
    enrolled: null,
    key: null,
    signOff: null,
    lastScan: null,
    reporting: { waiting: 0, lastSentAt: null, distrusted: null },
    since: {},
  });
});

test('enrol, run --once and status: the report is at the endpoint, and all say so', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: join(temporaryFolder(), 'home') };
  const enrolled = await run(['enrol', endpoint.enrolmentString], home);
  expect([enrolled.code, enrolled.stderr]).toEqual([0, '']);
  expect(enrolled.stdout).toContain('device-1');
  expect(readFileSync(join(home.DESKWARD_HOME, 'agent', 'settings.json'), 'utf8')).toContain('device-1');
  const ran = await run(['run', '--once'], home);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('Nothing is shared');
  expect(endpoint.reports.map((report) => report.kind)).toEqual(['assessment']);
  const { stdout } = await run(['status', '--json'], home);
  expect(JSON.parse(stdout)).toMatchObject({
    running: false,
    enrolled: { device: 'device-1', department: 'Sales' },
    key: expect.stringMatching(/^[\w-]{43}$/),
    lastScan: { policyVersion: 1 },
    reporting: { waiting: 0, lastSentAt: expect.any(String) },
    since: { sharing: { status: expect.any(String) } },
  });
});

test('status calls what only advises worth improving, and what decides needs fixing', async () => {
  const home = temporaryFolder();
  const at = '2026-11-24T08:00:00.000Z';
  const fails = { at, status: 'fail', observed: null, reason: null, since: at, decided: 'fail' };
  const lines = ['sharing', 'firewall'].map((rule) => `${JSON.stringify({ ...fails, rule })}\n`);
  const lastScan = { at, policyVersion: 1, standing: 'not-compliant', advised: ['firewall'] };
  mkdirSync(join(home, 'agent'));
  writeFileSync(join(home, 'agent', 'journal.jsonl'), lines.join(''));
  writeFileSync(join(home, 'agent', 'last-scan.json'), JSON.stringify(lastScan));
  const { stdout } = await run(['status'], { DESKWARD_HOME: home });
  expect(stdout).toMatch(/Nothing is shared.*Needs fixing/);
  expect(stdout).toMatch(/The firewall is on.*Worth improving/);
});

test('run --once says why nothing was reported', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: temporaryFolder() };
  const alone = await run(['run', '--once'], home);
  expect(alone.code).toBe(1);
  expect(alone.stderr).toContain('not enrolled');
  await run(['enrol', endpoint.enrolmentString], home);
  endpoint.answer = () => 'hang-up';
  const offline = await run(['run', '--once'], home);
  expect(offline.code).toBe(1);
  expect(offline.stderr).toContain('could not be reached');
  const outbox = await Outbox.open({ folder: join(home.DESKWARD_HOME, 'agent'), log: keptLog() });
  expect(outbox.waiting).toBe(1);
  await outbox.close();
});

test('an enrolment string that is none ends with 2, one that is refused with 1', async () => {
  const endpoint = await testEndpoint();
  const home = { DESKWARD_HOME: temporaryFolder() };
  expect((await run(['enrol', 'https://example.org'], home)).code).toBe(2);
  const refused = await run(['enrol', endpoint.enrolmentString.replace('a-token', 'b-token')], home);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('This enrolment token is not known.');
});

test('run stays, takes up an enrolment and a wish to be checked made beside it, and ends cleanly on SIGTERM', async () => {
  const endpoint = await testEndpoint();
  const home = temporaryFolder();
  const env = { ...process.env, DESKWARD_HOME: home, LC_ALL: 'C' };
  const agent = spawn(process.execPath, [program, 'run'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => agent.once('exit', resolve));
  await new Promise<void>((resolve) => agent.stdout.once('data', () => resolve()));
  const second = await run(['run', '--once'], { DESKWARD_HOME: home });
  expect(second.code).toBe(2);
  expect(second.stderr).toContain('already running');
  expect((await run(['enrol', endpoint.enrolmentString], { DESKWARD_HOME: home })).code).toBe(0);
  await endpoint.received(1);
  const check = await run(['check'], { DESKWARD_HOME: home });
  expect([check.code, check.stderr]).toEqual([0, '']);
  await expect
    .poll(() => existsSync(join(home, 'agent', checkWishFileName)), { timeout: 10_000 })
    .toBe(false);
  agent.kill('SIGTERM');
  expect(await ended).toBe(0);
  const { stdout } = await run(['status', '--json'], { DESKWARD_HOME: home });
  expect(JSON.parse(stdout)).toMatchObject({ running: false });
});

test('check needs an agent that runs, and leaves nothing behind without one', async () => {
  const home = join(temporaryFolder(), 'home');
  const { code, stdout, stderr } = await run(['check'], { DESKWARD_HOME: home });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('deskward run --once');
  expect(existsSync(home)).toBe(false);
});

test('a reader that goes early, as head does, changes neither the exit code nor anything else', async () => {
  const env = { ...process.env, DESKWARD_HOME: '/nowhere/at/all', LC_ALL: 'C' };
  const child = spawn(process.execPath, [program, 'rules'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
