import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { NativeThread } from '../../../../src/probes/windows/native/native-thread.ts';

// Answers, hangs for ever as a native call can, throws, or ends, as it is asked.
const program = `
const { parentPort, threadId } = require('node:worker_threads');
const questions = {
  echo: (value) => value,
  thread: () => threadId,
  hang: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  bug: () => setImmediate(() => { throw new Error('a bug'); }),
  end: () => process.exit(7),
};
parentPort.on('message', ({ id, name, args }) => {
  const value = questions[name](...args);
  if (name !== 'bug') parentPort.postMessage({ id, answer: { ok: true, value } });
});`;

const opened: Worker[] = [];
function open(): Worker {
  const worker = new Worker(program, { eval: true });
  opened.push(worker);
  return worker;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((worker) => worker.terminate()));
});

// Long enough for any start on a busy machine, short where the test is about the end of it.
const patient = { budgetMs: 30_000, startMs: 30_000, idleMs: 30_000 };
const hasty = { ...patient, budgetMs: 50, startMs: 0 };

test('questions are answered in the order of their asking, by one worker', async () => {
  const thread = new NativeThread(open, patient);
  const answers = await Promise.all([1, 2, 3].map((value) => thread.ask('echo', [value])));
  expect(answers).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
  expect(opened).toHaveLength(1);
});

test('a call that does not return is timed out, and those behind it are answered by a new worker', async () => {
  const thread = new NativeThread(open, { ...patient, budgetMs: 20, startMs: 5000 });
  const first = await thread.ask('thread', []);
  const [hung, behind] = await Promise.all([thread.ask('hang', []), thread.ask('thread', [])]);
  expect(hung).toMatchObject({ ok: false, reason: 'timed-out' });
  expect(behind).toMatchObject({ ok: true });
  expect(behind).not.toEqual(first);
  expect(thread.abandoned).toBe(1);
});

test('a call that hung is not tried again for a while', async () => {
  const thread = new NativeThread(open, hasty);
  await thread.ask('hang', []);
  expect(await thread.ask('hang', [])).toEqual({
    ok: false,
    reason: 'timed-out',
    detail: 'hang did not return before',
  });
  expect(opened).toHaveLength(1);
});

test('after its rest it is tried again; after too many lost workers nothing is', async () => {
  const thread = new NativeThread(open, { ...hasty, restMs: 0, mostAbandoned: 2 });
  await thread.ask('hang', []);
  await thread.ask('hang', []);
  expect(opened).toHaveLength(2);
  expect(await thread.ask('echo', [1])).toMatchObject({ ok: false, reason: 'timed-out' });
  expect(opened).toHaveLength(2);
});

test.each([
  ['bug', 'a bug'],
  ['end', 'the worker ended with 7'],
])('a worker that is lost to "%s" fails its question and no other', async (name, detail) => {
  const thread = new NativeThread(open, patient);
  const [lost, next] = await Promise.all([thread.ask(name, []), thread.ask('echo', ['next'])]);
  expect(lost).toEqual({ ok: false, reason: 'failed', detail });
  expect(next).toEqual({ ok: true, value: 'next' });
});

test('an idle worker ends, and the next question starts another', async () => {
  const thread = new NativeThread(open, { ...patient, idleMs: 1 });
  await thread.ask('echo', [1]);
  await new Promise((resolve) => opened[0]?.once('exit', resolve));
  expect(await thread.ask('echo', [2])).toEqual({ ok: true, value: 2 });
  expect(opened).toHaveLength(2);
});
