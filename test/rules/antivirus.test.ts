import { describe, expect, test } from 'vitest';
import { antivirus as fact } from '../../src/facts/antivirus.ts';
import { antivirus } from '../../src/rules/antivirus.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { cases } from './antivirus.cases.ts';
import { testCases } from './rule-case.ts';

describe('antivirus', () => testCases('antivirus', cases));

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const [dated] = fact.example.products;
const reporting = { ...fact.example.products[0], name: '火绒安全软件', realTime: 'on', signaturesAt: null };

test('a pass on the product’s own word says so; a date is better than a word', () => {
  const undated = fact.value.parse({ products: [{ ...reporting, signatures: 'current' }] });
  expect(antivirus.judge(undated, { signatureDays: 7 }, moment, noAssignment).observed).toEqual({
    id: 'antivirus.observed.reported',
    values: { products: ['火绒安全软件'], product: '火绒安全软件' },
  });
  const fresh = { ...dated, signaturesAt: '2026-11-23T08:00:00Z' };
  const both = fact.value.parse({ products: [{ ...reporting, signatures: 'current' }, fresh] });
  expect(antivirus.judge(both, { signatureDays: 7 }, moment, noAssignment).observed?.id).toBe(
    'antivirus.observed.products',
  );
});

test('a fact of an agent that knew less is judged as it was', () => {
  const old = {
    name: 'ClamAV',
    running: 'on',
    realTime: 'on',
    signaturesAt: '2026-11-20T08:00:00Z',
    source: 'clamd',
  };
  const decode = (change: object) => fact.value.parse({ products: [{ ...old, ...change }] });
  expect(antivirus.judge(decode({}), { signatureDays: 7 }, moment, noAssignment).status).toBe('pass');
  expect(
    antivirus.judge(decode({ signaturesAt: null }), { signatureDays: 7 }, moment, noAssignment).status,
  ).toBe('unknown');
});
