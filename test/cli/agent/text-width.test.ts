import fc from 'fast-check';
import { expect, test } from 'vitest';
import { padTo, printable, widthOf, wrap } from '../../../src/cli/agent/text-width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['自动锁屏', 8],
  ['病毒库 7 天', 11],
  ['，。（）', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['✓✗–─', 4],
  ['🔒', 2],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('padding counts columns, not characters', () => {
  expect(padTo('锁屏', 6)).toBe('锁屏  ');
  expect(padTo('too long', 3)).toBe('too long');
});

test('lines break at spaces, between Chinese characters, and inside words too long for a line', () => {
  expect(wrap('asks for the password', 12)).toEqual(['asks for the', 'password']);
  expect(wrap('黑屏后要求输入密码', 8)).toEqual(['黑屏后要', '求输入密', '码']);
  expect(wrap('/usr/share/clamav/database', 10)).toEqual(['/usr/share', '/clamav/da', 'tabase']);
  expect(wrap('', 10)).toEqual(['']);
});

test('no line is too long, and nothing is lost', () => {
  const words = fc.array(fc.oneof(fc.stringMatching(/^[a-z/]{1,12}$/), fc.constantFrom('锁', '屏', '密码')));
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 40 }), (parts, width) => {
      const text = parts.join(' ');
      const lines = wrap(text, width);
      expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

test('a name from a machine can not steer the terminal', () => {
  expect(printable('share\u001b[2J\nname\u202e')).toBe('share\ufffd[2J\ufffdname\ufffd');
});
