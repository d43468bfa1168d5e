import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, test } from 'node:test';
import { startProgram } from './ask.ts';
import { deleteKey, setValues } from './registry.ts';

const key = 'Software\\Deskward 看守';
const full = `HKCU\\${key}`;
afterEach(() => {
  makeKey(full);
  deleteKey(full);
});

function makeKey(path: string): void {
  setValues(path, { made: ['REG_DWORD', 1] });
}

/** A program that watches; `next` is its next line. */
function watching(...keys: readonly string[]) {
  const program = startProgram('tests/watch.program.mjs', [
    JSON.stringify(keys.map((each) => ({ hive: 'HKCU', key: each }))),
  ]);
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
  const exit = once(program, 'exit').then(([code]) => code as number | null);
  return {
    next: async () => (await lines.next()).value as string | undefined,
    say: (line: string) => program.stdin.write(`${line}\n`),
    exit,
  };
}

/** What armed the watch can't be heard: the value is written until it is told. */
async function changedBy(next: Promise<string | undefined>, write: (count: number) => void): Promise<void> {
  let told: string | undefined;
  const done = next.then((line) => {
    told = line;
  });
  for (let count = 1; told === undefined; count += 1) {
    write(count);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
  assert.equal(told, 'changed');
}

test('a value that is written is told, and one far below too', async () => {
  makeKey(`${full}\\a\\b`);
  const watch = watching(key);
  assert.equal(await watch.next(), 'watching');
  await changedBy(watch.next(), (count) => setValues(full, { value: ['REG_DWORD', count] }));
  await changedBy(watch.next(), (count) => setValues(`${full}\\a\\b`, { value: ['REG_DWORD', count] }));
  watch.say('stop');
  assert.equal(await watch.exit, 0);
});

// That it goes again is told by Windows, not by Wine.
test('a key that comes is told, whatever of the way to it was missing', async () => {
  const watch = watching(`${key}\\Policies\\Microsoft`);
  assert.equal(await watch.next(), 'watching');
  const place = `${full}\\Policies\\Microsoft`;
  await changedBy(watch.next(), (count) => setValues(place, { value: ['REG_DWORD', count] }));
  await changedBy(watch.next(), (count) => setValues(place, { other: ['REG_DWORD', count] }));
  watch.say('stop');
  assert.equal(await watch.exit, 0);
});

test('a program that exits while it watches ends, with its exit code', async () => {
  makeKey(full);
  const watch = watching(key);
  assert.equal(await watch.next(), 'watching');
  await changedBy(watch.next(), (count) => setValues(full, { value: ['REG_DWORD', count] }));
  watch.say('exit 7');
  assert.equal(await watch.exit, 7);
});

test('so does one that exits before its watch has begun', async () => {
  const watch = watching(key);
  watch.say('exit 6');
  assert.equal(await watch.exit, 6);
});
