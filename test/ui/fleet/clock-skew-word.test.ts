import { expect, test } from 'vitest';
import { clockSkewWord } from '../../../src/ui/fleet/clock-skew-word.ts';
import { fleetWords } from '../../../src/ui/fleet/words.ts';

const en = fleetWords('en');

test.each([null, 0, 119_999, -119_999])('%s ms is not worth a word', (skew) => {
  expect(clockSkewWord(skew, en)).toBeNull();
});

test.each([
  [120_000, /clock is 2 minutes ahead/],
  [-840_000, /clock is 14 minutes behind/],
  [7_200_000, /clock is 2 hours ahead/],
  [-3 * 86_400_000, /clock is 3 days behind/],
  [86_400_000, /clock is 1 day ahead/],
])('%d ms is said in the unit that a person would use', (skew, said) => {
  expect(clockSkewWord(skew, en)).toMatch(said);
});

test('in Chinese too', () => {
  expect(clockSkewWord(-840_000, fleetWords('zh-CN'))).toMatch(/慢 14分钟/);
});
