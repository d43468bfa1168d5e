import { describe, expect, test } from 'vitest';
import { noAssignment } from '../../src/rules/assignment.ts';
import { configuration } from '../../src/rules/configuration.ts';
import { asAccepted, cases } from './configuration.cases.ts';
import { testCases } from './rule-case.ts';

describe('configuration', () => testCases('configuration', cases));

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };

test('what changed is told as people call it', () => {
  const [module] = asAccepted.memory?.modules ?? [];
  if (module === undefined) throw new Error('the example has memory');
  const now = {
    ...asAccepted,
    memory: { told: 'modules' as const, modules: [module] },
    disks: [
      { model: 'KINGSTON SNV2S', serial: '50026B7785', bytes: 1_000_204_886_016 },
      ...(asAccepted.disks ?? []),
    ],
    adapters: [],
  };
  const assignment = { ...noAssignment, acceptedConfiguration: asAccepted };
  expect(configuration.judge(now, {}, moment, assignment)).toMatchObject({
    observed: {
      values: {
        changes: [
          '2 × 8 GB → 8 GB',
          'SAMSUNG MZVL2512HCJQ-00BL2 512 GB → KINGSTON SNV2S 1 TB + SAMSUNG MZVL2512HCJQ-00BL2 512 GB',
          'Ethernet → —',
        ],
      },
    },
    reason: { values: { change: '2 × 8 GB → 8 GB' } },
  });
});

test('of its like, what tells one from another is told', () => {
  const [disk] = asAccepted.disks ?? [];
  if (disk === undefined) throw new Error('the example has a disk');
  const now = { ...asAccepted, disks: [{ ...disk, serial: 'S64KNX0T999999' }] };
  const assignment = { ...noAssignment, acceptedConfiguration: asAccepted };
  expect(configuration.judge(now, {}, moment, assignment).reason?.values).toEqual({
    change:
      'SAMSUNG MZVL2512HCJQ-00BL2 512 GB (S64KNX0T123456) → SAMSUNG MZVL2512HCJQ-00BL2 512 GB (S64KNX0T999999)',
  });
});
