import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeProductState,
  decodeSecurityProduct,
} from '../../../../src/probes/windows/security-center/product-state.ts';

// Values of productState as people have published them, with what their Windows showed beside it.
test.each([
  [397_568, 'on', 'current'],
  [397_584, 'on', 'outdated'],
  [393_472, 'off', 'current'],
  [266_240, 'on', 'current'],
  [266_256, 'on', 'outdated'],
  [262_144, 'off', 'current'],
  [0x042000, 'snoozed', 'current'],
  [0x043010, 'expired', 'outdated'],
  [0x044000, 'unknown', 'current'],
  [0x041020, 'on', 'unknown'],
])('productState %d is %s and %s', (state, realTime, signatures) => {
  expect(decodeProductState(state)).toEqual({ realTime, signatures });
});

test('only the exact value 0x1000 is on, whatever the other bits say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (state) => {
      expect(decodeProductState(state).realTime === 'on').toBe((state & 0xf000) === 0x1000);
    }),
  );
});

test.each([
  [0, 1, 'on', 'current'],
  [1, 1, 'off', 'current'],
  [2, 0, 'snoozed', 'outdated'],
  [3, 0, 'expired', 'outdated'],
  [4, 2, 'unknown', 'unknown'],
  [-1, -1, 'unknown', 'unknown'],
])('IWscProduct state %d, signatures %d: %s and %s', (state, signatureStatus, realTime, signatures) => {
  const product = { name: 'x', state, signatureStatus, remediationPath: '', guid: '' };
  expect(decodeSecurityProduct(product)).toEqual({ realTime, signatures });
});
