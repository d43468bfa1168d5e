import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reading } from '../../../src/facts/fact.ts';
import type { FactValue } from '../../../src/facts/registry.ts';
import { listProcesses } from '../../../src/probes/linux/processes.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { machineWith } from './fake-machine.ts';

test('this very process is listed by its number, with its user and its name', async () => {
  const child = spawn('/bin/sleep', ['60'], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => child.once('spawn', resolve));
    const { processes } = await listProcesses('/');
    expect(processes).toContainEqual({ pid: process.pid, uid: process.getuid?.(), name: expect.any(String) });
    expect(processes).toContainEqual({ pid: child.pid, uid: process.getuid?.(), name: 'sleep' });
  } finally {
    child.kill('SIGKILL');
  }
});

test('callers of one moment share one reading', async () => {
  const [one, two] = [listProcesses('/'), listProcesses('/')];
  expect(one).toBe(two);
  await one;
  expect(listProcesses('/')).not.toBe(one);
});

test('a machine whose process 1 is out of sight is not seen completely', async () => {
  const root = await machineWith({ 'proc/50/comm': 'bash\n' });
  expect(await listProcesses(root)).toMatchObject({
    complete: false,
    processes: [{ pid: 50, name: 'bash' }],
  });
});

test('a machine without /proc has an empty list that proves nothing', async () => {
  expect(await listProcesses('/nowhere')).toEqual({ complete: false, processes: [] });
});

test('a name may hold spaces and brackets; what is not a number is no process', async () => {
  const root = await machineWith({
    'proc/1/comm': 'systemd\n',
    'proc/77/comm': '(sd-pam) x\n',
    'proc/self/comm': 'no\n',
    'proc/net/tcp': '',
  });
  const { processes, complete } = await listProcesses(root);
  expect(complete).toBe(true);
  expect(processes.map((each) => each.name)).toEqual(['systemd', '(sd-pam) x']);
});

test('a process that ends while the list is read is left out', async () => {
  const root = await machineWith({ 'proc/1/comm': 'systemd\n' });
  await mkdir(join(root, 'proc/99'));
  expect((await listProcesses(root)).processes).toHaveLength(1);
});

testOnMachine(
  { root: true, programs: ['/usr/sbin/ip', '/usr/sbin/useradd'] },
  'a real /proc that hides other users’ processes is noticed: to its user, but not to root',
  async () => {
    const readings = await readInSandbox<'antivirus'>(`
      user carol
      read_fact carol antivirus open
      mount -o remount,hidepid=1 /proc; read_fact carol antivirus no-access
      mount -o remount,hidepid=2 /proc; read_fact carol antivirus invisible
      "$NODE" "$DRIVER" antivirus root`);
    expect(readings.map(({ label, reading }) => [label, says(reading)])).toEqual([
      ['open', 'off'],
      ['no-access', 'unknown'],
      ['invisible', 'unknown'],
      ['root', 'off'],
    ]);
  },
);

/** Whether an antivirus that is not there was denied, or could not be. */
function says(reading: Reading<FactValue<'antivirus'>>): string {
  if (reading.state !== 'known') return 'unknown';
  return reading.value.products[0]?.running ?? 'off';
}
