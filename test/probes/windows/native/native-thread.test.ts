import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { NativeThread } from '../../../../src/probes/windows/native/native-thread.ts';

// Answers, hangs, throws, or ends, as it is asked. `open` blocks in the system's own call: a pipe that nobody writes to.
const program = `
const { openSync } = require('node:fs');
const { parentPort, threadId } = require('node:worker_threads');
const questions = {
  echo: (value) => value,
  thread: () => threadId,
  open: (path) => { openSync(path, 'r'); },
  wait: (ms) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); },
  hang: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  bug: () => setImmediate(() => { throw new Error('a bug'); }),
  end: () => process.exit(7),
};
parentPort.on('message', ({ id, name, args }) => {
  const value = questions[name](...args);
  if (name !== 'bug') parentPort.postMessage({ id, answer: { ok: true, value } });
});
parentPort.postMessage('ready');`;

const opened: Worker[] = [];
function open(): Worker {
  const worker = new Worker(program, { eval: true });
  opened.push(worker);
  return worker;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((worker) => worker.terminate()));
});

/** A pipe: opening it for reading blocks until somebody opens it for writing. */
function pipe(): string {
  const folder = mkdtempSync(join(tmpdir(), 'native-thread-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

/** Lets who waits to read go on; does not block where nobody has come to it yet. */
function release(path: string): void {
  closeSync(openSync(path, constants.O_RDWR));
}

/** Resolves when a worker has ended. */
const ended = (worker: Worker | undefined) =>
  new Promise<number>((resolve) => worker?.once('exit', (code) => resolve(code)));

// Long enough for any start on a busy machine, short where the test is about the end of it.
const patient = { budgetMs: 30_000, startMs: 30_000, idleMs: 30_000 };
const hasty = { ...patient, budgetMs: 50 };

test('questions are answered in the order of their asking, by one worker', async () => {
  const thread = new NativeThread(open, patient);
  const answers = await Promise.all([1, 2, 3].map((value) => thread.ask('echo', [value])));
  expect(answers).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
  expect(opened).toHaveLength(1);
});

test('a call that does not return is timed out, and those behind it are answered by a new worker', async () => {
  const path = pipe();
  const thread = new NativeThread(open, patient);
  const first = await thread.ask('thread', []);
  const [hung, behind] = await Promise.all([thread.ask('open', [path], 20), thread.ask('thread', [])]);
  expect(hung).toEqual({ ok: false, reason: 'timed-out', detail: 'open did not return in 20 ms' });
  expect(behind).toMatchObject({ ok: true });
  expect(behind).not.toEqual(first);
  expect(thread.abandoned).toBe(1);
  release(path);
});

test('a call that hangs is not made again; the same with other arguments is', async () => {
  const path = pipe();
  const thread = new NativeThread(open, patient);
  const same = await Promise.all([1, 2].map(() => thread.ask('open', [path], 20)));
  expect(same).toMatchObject([{ reason: 'timed-out' }, { reason: 'timed-out' }]);
  expect(same[1]).toMatchObject({ detail: 'open has not returned from the call before' });
  expect(opened).toHaveLength(1);
  expect(await thread.ask('open', ['/dev/null'])).toMatchObject({ ok: true });
  release(path);
});

test('when it returns after all its worker ends, and it is made again', async () => {
  const path = pipe();
  const thread = new NativeThread(open, patient);
  await thread.ask('open', [path], 20);
  const gone = ended(opened[0]);
  release(path);
  await gone;
  expect(thread.abandoned).toBe(0);
  expect(await thread.ask('open', ['/dev/null'])).toMatchObject({ ok: true });
  expect(await thread.ask('open', [path], 20)).toMatchObject({ detail: 'open did not return in 20 ms' });
  release(path);
});

test('with too many calls that hang nothing is asked any more', async () => {
  const paths = [pipe(), pipe()];
  const thread = new NativeThread(open, { ...patient, mostAbandoned: 2 });
  for (const path of paths) await thread.ask('open', [path], 20);
  expect(await thread.ask('echo', [1])).toEqual({
    ok: false,
    reason: 'timed-out',
    detail: 'Windows answers no calls',
  });
  expect(opened).toHaveLength(2);
  for (const path of paths) release(path);
});

test('a slow answer that has come while this thread was busy counts', async () => {
  const thread = new NativeThread(open, hasty);
  await thread.ask('echo', [1]);
  const answer = thread.ask('wait', [1]);
  // Longer than the budget, with nothing heard and no clock looked at.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  expect(await answer).toMatchObject({ ok: true });
  expect(thread.abandoned).toBe(0);
});

test('the start of a worker is not counted to a call', async () => {
  const slow = () => {
    const worker = new Worker(`setTimeout(() => {${program}}, 300)`, { eval: true });
    opened.push(worker);
    return worker;
  };
  const thread = new NativeThread(slow, hasty);
  expect(await thread.ask('echo', ['slow'])).toEqual({ ok: true, value: 'slow' });
});

test('a worker that can not start answers everybody, and is tried anew by who comes later', async () => {
  let starts = 0;
  const broken = () => {
    starts += 1;
    return starts === 1 ? new Worker('throw new Error("no koffi")', { eval: true }) : open();
  };
  const thread = new NativeThread(broken, patient);
  const refused = { ok: false, reason: 'failed', detail: 'the native thread ended with 1: no koffi' };
  expect(await Promise.all([thread.ask('echo', [1]), thread.ask('echo', [2])])).toEqual([refused, refused]);
  expect(await thread.ask('echo', [3])).toEqual({ ok: true, value: 3 });
  expect(starts).toBe(2);
});

test.each([
  ['bug', 'the native thread ended with 1: a bug'],
  ['end', 'the native thread ended with 7'],
])('a worker that is lost to "%s" fails its question and no other', async (name, detail) => {
  const thread = new NativeThread(open, patient);
  const [lost, next] = await Promise.all([thread.ask(name, []), thread.ask('echo', ['next'])]);
  expect(lost).toEqual({ ok: false, reason: 'failed', detail });
  expect(next).toEqual({ ok: true, value: 'next' });
});

test('an idle worker ends, and the next question starts another', async () => {
  const thread = new NativeThread(open, { ...patient, idleMs: 1 });
  await thread.ask('echo', [1]);
  await ended(opened[0]);
  expect(await thread.ask('echo', [2])).toEqual({ ok: true, value: 2 });
  expect(opened).toHaveLength(2);
});

/** Runs a program that has a `thread`, to its end. */
function run(body: string): { readonly stdout: string; readonly ending: number | string | null } {
  const source = fileURLToPath(
    new URL('../../../../src/probes/windows/native/native-thread.ts', import.meta.url),
  );
  const contents = `
    import { writeSync } from 'node:fs';
    import { Worker } from 'node:worker_threads';
    import { NativeThread } from ${JSON.stringify(source)};
    const open = () => new Worker(${JSON.stringify(program)}, { eval: true, execArgv: [] });
    const thread = new NativeThread(open, ${JSON.stringify({ ...patient, idleMs: 3_600_000 })});
    ${body}`;
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: '/' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const options = { encoding: 'utf8', input: outputFiles[0]?.text ?? '', timeout: 50_000 } as const;
  const { status, signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-'], options);
  return { stdout, ending: signal ?? status };
}

test('a program that waits for an answer gets it, and ends without waiting for an idle worker', () => {
  const { stdout, ending } = run(`console.log(JSON.stringify(await thread.ask('wait', [50])));`);
  expect([stdout, ending]).toEqual(['{"ok":true}\n', 0]);
});

test('a program comes to its end with a call that hangs, and knows of it', () => {
  // Node itself would now wait for that worker: whoever owns the thread ends the process hard.
  const { stdout, ending } = run(`
    process.on('exit', (code) => {
      writeSync(1, ' exit ' + code + ' ' + thread.abandoned);
      process.kill(process.pid, 'SIGKILL');
    });
    process.exitCode = 3;
    writeSync(1, (await thread.ask('open', [${JSON.stringify(pipe())}], 20)).reason);`);
  expect([stdout, ending]).toEqual(['timed-out exit 3 1', 'SIGKILL']);
});
