import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { facts } from '../../../../src/facts/registry.ts';
import type { BusCall, BusReply } from '../../../../src/probes/linux/bus-call.ts';
import { screenLockProbe } from '../../../../src/probes/linux/screen-lock.ts';
import type { LinuxSystem } from '../../../../src/probes/linux/system.ts';
import { testOnMachine } from '../../../not-run.ts';
import { dconfPrograms, type Machine, machine } from '../machine.ts';

const never = new AbortController().signal;

export const readLock = (system: LinuxSystem) => screenLockProbe(system).read(never);

/** What a case promises: the facts of a lock in brief, or the reason for none. */
export type Expected =
  | [wait: number | 'never', grace: number | 'never', password: boolean, managed?: 'managed']
  | string;

export type LockCase = [name: string, given: Machine, expected: Expected];

/** Reads the lock of a machine; no child process may be started for it. */
export async function expectLock(given: Machine, expected: Expected): Promise<void> {
  const system = machine(given);
  const reading = await readLock(system);
  expect(system.started).toEqual([]);
  if (typeof expected === 'string') {
    expect(reading).toMatchObject({
      state: expected === 'no-graphical-session' ? 'absent' : 'unknown',
      reason: expected,
    });
    return;
  }
  const [wait, grace, passwordRequired, managed] = expected;
  expect(reading).toMatchObject({
    state: 'known',
    value: { wait, grace, passwordRequired, managed: managed === 'managed' },
  });
  if (reading.state === 'known')
    expect(facts['screen-lock'].value.safeParse(reading.value).success).toBe(true);
}

/** The cases of one desktop on a machine with its settings; dconf itself makes the databases. */
export function testLocks(desktop: string, base: Machine, table: readonly LockCase[]): void {
  describe(desktop, () => {
    for (const [name, given, expected] of table)
      testOnMachine({ programs: dconfPrograms }, name, () => expectLock({ ...base, ...given }, expected));
  });
}

/** A file that its user may not read: denied, and never taken for one that is not there. */
export function testDenied(name: string, given: Machine, path: string): void {
  testOnMachine(
    { root: true },
    `a file that may not be read is denied, never a default: ${name}`,
    async () => {
      const system = machine(given);
      chmodSync(system.root, 0o755);
      chmodSync(join(system.root, path), 0o600);
      process.seteuid?.('nobody');
      try {
        expect(await readLock(system)).toMatchObject({
          state: 'unknown',
          reason: 'denied',
          source: expect.stringContaining(path),
        });
      } finally {
        process.seteuid?.(0);
      }
    },
  );
}

/** A bus on which these names have owners, and nothing else answers. */
export function names(owned: readonly string[]): (call: BusCall) => BusReply {
  return ({ member, args = [] }) =>
    member === 'NameHasOwner'
      ? { ok: true, body: [owned.includes(String(args[0]))] }
      : { ok: false, reason: 'no-service', detail: '' };
}
