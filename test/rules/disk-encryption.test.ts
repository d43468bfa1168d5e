import { describe, expect, test } from 'vitest';
import type { Volume } from '../../src/facts/disk-encryption.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { diskEncryption } from '../../src/rules/disk-encryption.ts';
import en from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import { cases, system, volume } from './disk-encryption.cases.ts';
import { testCases } from './rule-case.ts';

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const judge = (volumes: Volume[], limits: { dataVolumes: boolean; swap: boolean }) =>
  diskEncryption.judge({ volumes }, limits, moment, noAssignment);

describe('disk-encryption', () => testCases('disk-encryption', cases));

const flags = [false, true];
test.each(flags.flatMap((dataVolumes) => flags.map((swap) => [dataVolumes, swap] as const)))(
  'with data volumes asked for %s and swap asked for %s, that alone fails',
  (dataVolumes, swap) => {
    const limits = { dataVolumes, swap };
    const data = [system('encrypted'), volume('/data', 'open')];
    const written = [system('encrypted'), volume('/dev/sda3', 'open', 'swap')];
    expect(judge(data, limits).status).toBe(dataVolumes ? 'fail' : 'pass');
    expect(judge(written, limits).status).toBe(swap ? 'fail' : 'pass');
    const { id } = diskEncryption.describeLimit(limits);
    expect(en['disk-encryption'].limit).toHaveProperty(id.slice('disk-encryption.limit.'.length));
  },
);

test('a machine with secret files must not write memory out in the open', () => {
  expect(defaultPolicy().profiles.confidential['disk-encryption']?.limits).toMatchObject({ swap: true });
});

test('what is open is named, each once', () => {
  const { observed } = judge([system('open'), volume('D:', 'open'), volume('D:', 'suspended')], {
    dataVolumes: true,
    swap: false,
  });
  expect(observed).toEqual({ id: 'disk-encryption.observed.open', values: { volumes: ['/', 'D:'] } });
});
