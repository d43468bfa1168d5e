import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agree, type Claim, evidence } from '../../../../src/probes/windows/security-center/agreement.ts';

const claim = (realTime: Claim['realTime'], signatures: Claim['signatures'] = 'unknown'): Claim => ({
  source: 'a list',
  realTime,
  signatures,
});
const protections = ['on', 'off', 'snoozed', 'expired', 'unknown', 'not listed'] as const;
const anyClaim = fc.record({
  source: fc.constant('a list'),
  realTime: fc.constantFrom(...protections),
  signatures: fc.constantFrom('current' as const, 'outdated' as const, 'unknown' as const),
});

describe('real-time protection', () => {
  test.each<[Claim['realTime'][], object]>([
    [['on', 'on'], { realTime: 'on' }],
    [['on', 'on', 'unknown'], { realTime: 'on' }],
    [['on'], { realTime: 'unknown', doubt: 'single-source' }],
    [['on', 'unknown'], { realTime: 'unknown', doubt: 'single-source' }],
    [['on', 'on', 'off'], { realTime: 'unknown', doubt: 'conflicting' }],
    [['on', 'not listed'], { realTime: 'unknown', doubt: 'conflicting' }],
    [['off'], { realTime: 'off' }],
    [['off', 'not listed'], { realTime: 'off' }],
    [['snoozed', 'off'], { realTime: 'off' }],
    [['snoozed', 'expired'], { realTime: 'expired' }],
    [['snoozed', 'snoozed'], { realTime: 'snoozed' }],
    [['unknown', 'not listed'], { realTime: 'unknown' }],
    [[], { realTime: 'unknown' }],
  ])('%j', (told, agreed) => {
    expect(
      agree(
        told.map((each) => claim(each)),
        false,
      ),
    ).toMatchObject(agreed);
  });

  test('is on only where two say so and nobody denies it', () => {
    fc.assert(
      fc.property(fc.array(anyClaim), fc.boolean(), (claims, dated) => {
        const on = claims.filter((each) => each.realTime === 'on').length;
        const denied = claims.some((each) => !['on', 'unknown'].includes(each.realTime));
        expect(agree(claims, dated).realTime === 'on').toBe(on >= 2 && !denied);
      }),
    );
  });
});

describe('signatures', () => {
  test.each<[Claim['signatures'][], object]>([
    [['current', 'current'], { signatures: 'current' }],
    [['current', 'unknown'], { signatures: 'unknown', doubt: 'single-source' }],
    [['current', 'outdated'], { signatures: 'unknown', doubt: 'conflicting' }],
    [['outdated', 'unknown'], { signatures: 'outdated' }],
    [['unknown', 'unknown'], { signatures: 'unknown' }],
  ])('%j', (told, agreed) => {
    expect(
      agree(
        told.map((each) => claim('on', each)),
        false,
      ),
    ).toMatchObject(agreed);
  });

  test('nobody’s word is doubted where there is a date', () => {
    const claims = [claim('on', 'current'), claim('on')];
    expect(agree(claims, true)).toEqual({ realTime: 'on', signatures: 'unknown' });
  });
});

test('the evidence says who said what', () => {
  expect(evidence([claim('on', 'current'), { ...claim('off'), source: 'service WinDefend' }])).toBe(
    'a list: on, current; service WinDefend: off',
  );
});
