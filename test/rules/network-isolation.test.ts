import { describe, expect, test } from 'vitest';
import { defaultPolicy, profiles } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { networkIsolation } from '../../src/rules/network-isolation.ts';
import { cases } from './network-isolation.cases.ts';
import { testCases } from './rule-case.ts';

describe('network-isolation', () => testCases('network-isolation', cases, 'dedicated'));

test('only machines that are set apart have to stay off the network', () => {
  const under = profiles.filter((profile) => 'network-isolation' in defaultPolicy().profiles[profile]);
  expect(under).toEqual(['dedicated']);
});

test('what leads over an adapter that IT allows is no finding; over another it is', () => {
  const moment = { at: '2026-11-20T01:00:00.000Z', today: '2026-11-20' };
  const ways = [{ kind: 'default-route', adapter: 'lab0', source: '/proc/net/route' } as const];
  const judge = (allowed: string[]) =>
    networkIsolation.judge({ ways, unread: [] }, { allowed }, moment, noAssignment);
  expect(judge(['lab0']).status).toBe('pass');
  expect(judge(['lab']).status).toBe('fail');
});
