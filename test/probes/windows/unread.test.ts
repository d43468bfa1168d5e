import { expect, test } from 'vitest';
import { unknownReasons } from '../../../src/facts/fact.ts';
import { refusal, refusals } from '../../../src/probes/windows/answer.ts';
import { unknownReason, unread } from '../../../src/probes/windows/unread.ts';

test('every refusal is a reason that people can be told, and keeps what Windows said', () => {
  for (const reason of refusals) expect(unknownReasons).toContain(unknownReason(reason));
  const refused = refusal('denied', 'NetUserGetInfo: 5');
  expect(refused.ok || unread(refused, 'SAM')).toEqual({
    state: 'unknown',
    reason: 'denied',
    source: 'SAM',
    detail: 'NetUserGetInfo: 5',
  });
});
