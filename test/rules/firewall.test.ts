import { describe, expect, test } from 'vitest';
import { firewall as fact } from '../../src/facts/firewall.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { firewall } from '../../src/rules/firewall.ts';
import { cases } from './firewall.cases.ts';
import { testCases } from './rule-case.ts';

describe('firewall', () => testCases('firewall', cases));

test('IT may leave out the company’s own network', () => {
  const at = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
  const value = fact.value.parse({
    firewalls: [
      {
        name: 'Windows Firewall',
        state: 'on',
        networks: { public: 'on', private: 'on', domain: 'off' },
        source: 'mpssvc',
      },
    ],
    unread: [],
  });
  const judge = (onDomainNetworks: boolean) => firewall.judge(value, { onDomainNetworks }, at, noAssignment);
  expect(judge(true).status).toBe('fail');
  expect(judge(false).status).toBe('pass');
});
