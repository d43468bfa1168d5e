import { expect, test } from 'vitest';
import { GroupCommit } from '../../../src/server/ingest/group-commit.ts';

test('what arrives while one commit runs goes into the next one, all of it', async () => {
  const batches: number[][] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const commits = new GroupCommit<number, number>(async (batch) => {
    batches.push([...batch]);
    if (batches.length === 1) await held;
    return batch.map((one) => one * 10);
  });
  const first = commits.submit(1);
  while (batches.length === 0) await new Promise(setImmediate);
  const others = [2, 3, 4].map((one) => commits.submit(one));
  release();
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test('nothing is acknowledged before its commit', async () => {
  let committed = false;
  const commits = new GroupCommit<number, boolean>(async (batch) => {
    await new Promise(setImmediate);
    committed = true;
    return batch.map(() => true);
  });
  expect(committed).toBe(false);
  await commits.submit(1);
  expect(committed).toBe(true);
});

test('one that cannot be stored fails alone', async () => {
  const commits = new GroupCommit<number, number>(async (batch) => {
    if (batch.includes(2)) throw new Error('two is impossible');
    return batch;
  });
  const outcomes = await Promise.allSettled([1, 2, 3].map((one) => commits.submit(one)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await commits.submit(4)).toBe(4);
});

test('a batch has its limit', async () => {
  const sizes: number[] = [];
  const commits = new GroupCommit<number, number>(async (batch) => {
    sizes.push(batch.length);
    return batch;
  }, 10);
  await Promise.all(Array.from({ length: 25 }, (_, index) => commits.submit(index)));
  expect(sizes).toEqual([10, 10, 5]);
});
