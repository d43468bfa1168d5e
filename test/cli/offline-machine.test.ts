import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openData } from '../../src/server/main.ts';
import { bundle } from '../agent/bundle.ts';
import { tinyDisk } from '../agent/full-disk.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { buildServer, type ServerProgram, startServer } from '../server/server-program.ts';
import { policyOf } from '../signed-policy/policies.ts';

let server: ServerProgram;
const built = mkdtempSync(join(tmpdir(), 'deskward-cli-'));
let deskward = '';
beforeAll(async () => {
  server = await buildServer();
  deskward = await bundle('src/cli/deskward.ts', built);
}, 60_000);
afterAll(async () => {
  rmSync(built, { recursive: true, force: true });
  await server.remove();
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

function run(program: string, home: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, DESKWARD_HOME: home, LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

/** An endpoint and one machine that has enrolled with it; the network between them is gone for good. */
async function cutOff() {
  const [data, home] = [join(temporaryFolder(), 'data'), temporaryFolder()];
  const running = await startServer(server, data);
  const token = await run(server.file, home, 'token', '--data', data, '--profile', 'dedicated');
  const enrolled = await run(deskward, home, 'enrol', token.output.trim());
  expect(enrolled.code).toBe(0);
  await running.end('SIGTERM');
  const onEndpoint = (...args: string[]) => run(server.file, home, ...args, '--data', data);
  const onMachine = (...args: string[]) => run(deskward, home, ...args);
  return { data, onEndpoint, onMachine };
}

async function waiting(onMachine: (...args: string[]) => Promise<Ended>): Promise<number> {
  return JSON.parse((await onMachine('status', '--json')).output).reporting.waiting;
}

test('a machine without a network: its reports go out on a stick, the reply and a policy come back on it, and nothing counts twice', async () => {
  const { data, onEndpoint, onMachine } = await cutOff();
  const stick = temporaryFolder();
  expect((await onMachine('run', '--once')).output).toContain('1 waiting');
  const out = join(stick, 'one.deskward');
  const exported = await onMachine('export', out);
  expect([exported.code, exported.output]).toEqual([
    0,
    expect.stringContaining(`1 report written to ${out}`),
  ]);
  // Exporting acknowledges nothing, and once more does no harm.
  expect((await onMachine('export', join(stick, 'two.deskward'))).code).toBe(0);
  expect(await waiting(onMachine)).toBe(1);

  writeFileSync(join(stick, 'policy.json'), JSON.stringify(policyOf(2)));
  expect((await onEndpoint('publish-policy', join(stick, 'policy.json'))).code).toBe(0);
  const imported = await onEndpoint('import', out, join(stick, 'two.deskward'));
  expect(imported.code).toBe(0);
  expect(imported.output).toContain(`${out}: 1 reports of`);
  expect(imported.output).toContain('0 reports of');
  expect(imported.output).toContain('nothing is missing up to report 1 of epoch 1');
  const storage = openData(data);
  const query = { search: '', filter: 'all', sort: 'hostname', direction: 'asc', limit: 9 } as const;
  const { devices } = await storage.listDevices({ ...query, after: null, silentBefore: 0 });
  const [{ device = '' } = {}] = devices;
  expect(await storage.readReports(device)).toHaveLength(1);
  await storage.close();

  const [reply = ''] = readdirSync(stick).filter((name) => name.endsWith('.deskward-reply'));
  const taken = await onMachine('import', join(stick, reply));
  expect([taken.code, taken.output]).toEqual([
    0,
    'IT has 1 report of this computer more; it no longer waits here.\nPolicy version 2 is in force.\n',
  ]);
  expect(await waiting(onMachine)).toBe(0);
  const twice = await onMachine('import', join(stick, reply));
  expect([twice.code, twice.output]).toEqual([1, expect.stringContaining('has been taken in already.')]);
  const status = JSON.parse((await onMachine('status', '--json')).output);
  expect(status.reporting.lastSentAt).not.toBeNull();
  // The report after it follows it: what is next is whole again.
  await onMachine('run', '--once');
  await onMachine('export', out);
  expect((await onEndpoint('import', out)).output).toContain('nothing is missing up to report 2 of epoch 1');
}, 300_000);

test('a new key by stick: the machine asks with its next file, the endpoint says that it has it, and the reply puts it to use', async () => {
  const { onEndpoint, onMachine } = await cutOff();
  const stick = temporaryFolder();
  const file = join(stick, 'lab.deskward');
  const keyOf = async () => JSON.parse((await onMachine('status', '--json')).output).key;
  const before = await keyOf();
  expect((await onMachine('rotate-key')).output).toContain('take the next exported file to IT');
  await onMachine('run', '--once');
  expect((await onMachine('export', file)).code).toBe(0);
  const imported = await onEndpoint('import', file);
  expect([imported.code, imported.output]).toEqual([
    0,
    expect.stringContaining(`${hostname()}: signs with a new key from now on; the reply tells it.`),
  ]);
  expect(await keyOf()).toBe(before);
  const [reply = ''] = readdirSync(stick).filter((name) => name.endsWith('.deskward-reply'));
  const taken = await onMachine('import', join(stick, reply));
  expect([taken.code, taken.output]).toEqual([
    0,
    expect.stringContaining('signs with a new key from now on'),
  ]);
  expect(await keyOf()).not.toBe(before);
  await onMachine('run', '--once');
  await onMachine('export', file);
  const next = await onEndpoint('import', file);
  expect([next.code, next.output]).toEqual([0, expect.stringContaining('nothing is missing up to report 2')]);
}, 300_000);

test('signed off by stick: the last check goes out with the next file, and the last reply makes the machine forget its key', async () => {
  const { onEndpoint, onMachine } = await cutOff();
  const stick = temporaryFolder();
  const file = join(stick, 'lab.deskward');
  const carried = async () => {
    expect((await onMachine('export', file)).code).toBe(0);
    const imported = await onEndpoint('import', file);
    expect(imported.code).toBe(0);
    const [reply = ''] = readdirSync(stick).filter((name) => name.endsWith('.deskward-reply'));
    return { said: imported.output, reply: join(stick, reply) };
  };
  await onMachine('run', '--once');
  const { reply: first } = await carried();
  await onMachine('import', first);
  expect((await onEndpoint('sign-off', hostname(), '--reason', 'moves on')).code).toBe(0);
  const begun = await carried();
  expect(begun.said).toContain('its sign-off has begun');
  const told = await onMachine('import', begun.reply);
  expect([told.code, told.output]).toEqual([
    0,
    expect.stringContaining('IT has begun the sign-off of this computer.'),
  ]);
  await onMachine('run', '--once');
  const scanned = await carried();
  expect(scanned.said).toContain('the last check of its sign-off is here');
  expect((await onEndpoint('sign-off', hostname(), '--confirm')).code).toBe(0);
  // The same file once more: what is in it is taken once, and the answer is another one now.
  const over = await carried();
  expect(over.said).toContain('Nothing of ');
  const done = await onMachine('import', over.reply);
  expect([done.code, done.output]).toEqual([0, expect.stringContaining('IT has confirmed the sign-off')]);
  const status = JSON.parse((await onMachine('status', '--json')).output);
  expect([status.enrolled, status.key]).toEqual([null, null]);
  expect((await onMachine('export', file)).code).toBe(1);
}, 300_000);

test('a file of another machine, a reply of another endpoint, and what was cut off are refused with a sentence', async () => {
  const [one, two] = [await cutOff(), await cutOff()];
  const stick = temporaryFolder();
  const file = join(stick, 'one.deskward');
  await one.onMachine('run', '--once');
  await one.onMachine('export', file);
  const wrong = await two.onEndpoint('import', file, '/etc/hostname', join(stick, 'none'));
  expect(wrong.code).toBe(2);
  expect(wrong.output).toContain(`${file} was written for another endpoint.`);
  expect(wrong.output).toContain('/etc/hostname is not a file that deskward export wrote.');
  expect(wrong.output).toContain('ENOENT');
  const text = readFileSync(file, 'latin1');
  writeFileSync(join(stick, 'cut'), text.slice(0, -40));
  expect((await one.onEndpoint('import', join(stick, 'cut'))).output).toContain('was changed or cut off');
  await one.onEndpoint('import', file);
  const reply = join(stick, readdirSync(stick).find((name) => name.endsWith('-reply')) ?? '');
  const elsewhere = await two.onMachine('import', reply);
  expect([elsewhere.code, elsewhere.output]).toEqual([
    1,
    expect.stringContaining('does not come from the endpoint'),
  ]);
  expect((await one.onMachine('import', file)).output).toContain('is not a reply');
  expect(await waiting(one.onMachine)).toBe(1);
}, 300_000);

test('a machine that never has a network joins by stick, in two walks, and its reports arrive with the second', async () => {
  const [data, home, stick] = [join(temporaryFolder(), 'data'), temporaryFolder(), temporaryFolder()];
  // Elsewhere: that endpoint is never reached.
  const running = await startServer(server, data);
  await running.end('SIGTERM');
  const onEndpoint = (...args: string[]) => run(server.file, home, ...args, '--data', data);
  const onMachine = (...args: string[]) => run(deskward, home, ...args);
  const given = join(stick, 'lab.deskward-enrolment');
  const made = await onEndpoint('token', '--profile', 'dedicated', '--file', given);
  expect([made.code, made.output]).toEqual([0, expect.stringContaining(given)]);
  expect(statSync(given).mode & 0o077).toBe(0);

  const begun = await onMachine('enrol', given);
  expect([begun.code, begun.output]).toEqual([0, expect.stringContaining('asks to join from now on')]);
  expect((await onMachine('status')).output).toContain('It asks to join by file since');
  expect((await onMachine('run', '--once')).output).toContain('this computer asks to join by file');
  const file = join(stick, 'lab.deskward');
  const asked = await onMachine('export', file);
  expect([asked.code, asked.output]).toEqual([0, expect.stringContaining('The request to join is in')]);
  const imported = await onEndpoint('import', file);
  expect([imported.code, imported.output]).toEqual([0, expect.stringContaining('is enrolled as')]);
  const [reply = ''] = readdirSync(stick).filter((name) => name.endsWith('.deskward-reply'));
  const joined = await onMachine('import', join(stick, reply));
  expect([joined.code, joined.output]).toEqual([0, expect.stringContaining('This computer has joined')]);

  await onMachine('run', '--once');
  await onMachine('export', join(stick, 'second.deskward'));
  const second = await onEndpoint('import', join(stick, 'second.deskward'), file);
  expect(second.code).toBe(0);
  expect(second.output).toContain('answered before. Nothing has changed.');
  expect(second.output).toContain('nothing is missing up to report 1 of epoch 1');
  const wrong = await onMachine('enrol', '/etc/hostname');
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('is not an enrolment file')]);
}, 300_000);

test('a stick that is full or gone is told, and no half file is left', async () => {
  const { onMachine } = await cutOff();
  await onMachine('run', '--once');
  const { folder } = tinyDisk(4);
  writeFileSync(join(folder, 'kept'), 'x'.repeat(4096));
  const full = await onMachine('export', join(folder, 'out.deskward'));
  expect([full.code, full.output]).toEqual([1, expect.stringContaining('no half file was left: ENOSPC')]);
  expect(readdirSync(folder)).toEqual(['kept']);
  const gone = await onMachine('export', join(folder, 'pulled-out', 'out.deskward'));
  expect([gone.code, gone.output]).toEqual([1, expect.stringContaining('ENOENT')]);
  expect(await waiting(onMachine)).toBe(1);
}, 300_000);
