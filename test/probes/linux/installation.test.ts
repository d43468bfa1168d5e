import { expect, test } from 'vitest';
import { readInstallation } from '../../../src/probes/linux/installation.ts';
import { machineWith } from './fake-machine.ts';

const [one, other] = ['8f14e45fceea467fa6e0d5a4b1c2d3e4', 'c9f0f895fb98ab9159f51fd0297e236d'];
const installed = async (id: string) => readInstallation(await machineWith({ 'etc/machine-id': `${id}\n` }));

test('an installation is the same each time, another is another, and its id is not told', async () => {
  expect(await installed(one)).toBe(await installed(one));
  expect(await installed(one)).not.toBe(await installed(other));
  expect(await installed(one)).not.toContain(one);
});

test('a system without an id, or at its first start, is not told from others', async () => {
  expect(await installed('uninitialized')).toBeUndefined();
  expect(await readInstallation(await machineWith({}))).toBeUndefined();
});
