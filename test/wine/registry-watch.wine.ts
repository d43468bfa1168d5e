import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, type TestContext, test } from 'node:test';
import { endProgram, startProgram } from './ask.ts';
import { deleteKey, setValues } from './registry.ts';
import { within } from './within.ts';

const key = 'Software\\Deskward 看守';
const full = `HKCU\\${key}`;
afterEach(() => deleteKey(full));

function makeKey(path: string): void {
  setValues(path, { made: ['REG_DWORD', 1] });
}

/** A program that watches; `next` is its next line. With the test it ends. */
function watching(t: TestContext, ...keys: readonly string[]) {
  const program = startProgram('tests/watch.program.mjs', [
    JSON.stringify(keys.map((each) => ({ hive: 'HKCU', key: each }))),
  ]);
  t.after(() => endProgram(program));
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
  const ended = once(program, 'exit').then(([code]) => code as number | null);
  const next = async () => (await lines.next()).value as string | undefined;
  return {
    next: () => within('the next line of a program that watches', next()),
    exit: (code: number) => program.stdin.write(`exit ${code}\n`),
    stop: () => program.stdin.end(),
    ended: () => within('the end of a program that watches', ended),
  };
}

/** That the watch is armed can't be heard: the value is written until it is told. */
async function toldOf(watch: ReturnType<typeof watching>, place: string, name = 'value'): Promise<void> {
  let count = 0;
  const writing = setInterval(() => setValues(place, { [name]: ['REG_DWORD', ++count] }), 500);
  try {
    assert.equal(await watch.next(), 'changed');
  } finally {
    clearInterval(writing);
  }
}

for (const [what, place] of [
  ['a value that is written', full],
  ['one far below', `${full}\\a\\b`],
] as const)
  test(`${what} is told`, async (t) => {
    makeKey(place);
    const watch = watching(t, key);
    assert.equal(await watch.next(), 'watching');
    await toldOf(watch, place);
    watch.stop();
    assert.equal(await watch.ended(), 0);
  });

// That it goes again is told by Windows, not by Wine.
test('a key that comes is told, whatever of the way to it was missing, and so is what it then holds', async (t) => {
  const watch = watching(t, `${key}\\Policies\\Microsoft`);
  assert.equal(await watch.next(), 'watching');
  const place = `${full}\\Policies\\Microsoft`;
  await toldOf(watch, place);
  // Of what was written before, two tellings at most are still on their way.
  for (let round = 1; round <= 3; round += 1) await toldOf(watch, place, `round ${round}`);
  watch.stop();
  assert.equal(await watch.ended(), 0);
});

test('a program that exits while it watches ends, with its exit code', async (t) => {
  makeKey(full);
  const watch = watching(t, key);
  assert.equal(await watch.next(), 'watching');
  await toldOf(watch, full);
  watch.exit(7);
  assert.equal(await watch.ended(), 7);
});

test('so does one that exits before its watch has begun', async (t) => {
  const watch = watching(t, key);
  watch.exit(6);
  assert.equal(await watch.ended(), 6);
});
