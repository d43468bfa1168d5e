import { expect, test } from 'vitest';
import { guidBytes, guidText } from '../../../../src/probes/windows/native/guid.ts';

test('the first three groups are numbers, the others bytes', () => {
  expect(guidBytes('0e796bdb-100d-47d6-a2d5-f7d2daa51f51').toString('hex')).toBe(
    'db6b790e0d10d647a2d5f7d2daa51f51',
  );
});

test('bytes become the words that the registry has', () => {
  const text = '{4D36E972-E325-11CE-BFC1-08002BE10318}';
  expect(guidText(guidBytes(text.slice(1, -1)))).toBe(text);
});
