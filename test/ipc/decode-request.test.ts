import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestNames } from '../../src/ipc/channels.ts';
import { decodeRequest } from '../../src/ipc/decode-request.ts';
import { requests } from '../../src/ipc/schema.ts';

test('every name has its schema and the other way round', () => {
  expect(Object.keys(requests)).toEqual([...requestNames]);
});

test('a payload that fits is handed on', () => {
  expect(decodeRequest('setLanguage', 'en')).toEqual({ ok: true, value: 'en' });
  expect(decodeRequest('openSettings', 'screen-lock')).toEqual({ ok: true, value: 'screen-lock' });
  expect(decodeRequest('checkNow', undefined)).toEqual({ ok: true, value: undefined });
});

test.each([
  ['setLanguage', 'fr'],
  ['setLanguage', undefined],
  ['openSettings', 'x'.repeat(61)],
  ['openSettings', { rule: 'screen-lock' }],
  ['checkNow', 'now'],
  ['getState', null],
  ['fitHeight', 0],
  ['fitHeight', Number.POSITIVE_INFINITY],
] as const)('%s(%j) is malformed', (name, payload) => {
  expect(decodeRequest(name, payload)).toMatchObject({ ok: false, error: { code: 'malformed' } });
});

test('whatever arrives, decoding answers and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...requestNames), fc.anything(), (name, payload) => {
      const decoded = decodeRequest(name, payload);
      if (decoded.ok) expect(requests[name].payload.safeParse(payload).success).toBe(true);
      else expect(decoded.error.code).toBe('malformed');
    }),
  );
});
