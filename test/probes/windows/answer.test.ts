import { expect, test } from 'vitest';
import { answer } from '../../../src/probes/windows/answer.ts';

test('that a thing is not there is an answer', () => {
  expect(answer(undefined)).toEqual({ ok: true, value: undefined });
});
