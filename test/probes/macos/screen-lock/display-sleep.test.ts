import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDisplaySleep } from '../../../../src/probes/macos/screen-lock/display-sleep.ts';

const section = (name: string, ...lines: string[]) => [`${name}:`, ...lines.map((line) => ` ${line}`)];
const printed = (...sections: string[][]) => `${sections.flat().join('\n')}\n`;

test.each([
  ['a desktop', printed(section('AC Power', 'sleep 0', 'displaysleep         5')), 300],
  [
    'a notebook: the longer of the two',
    printed(section('Battery Power', 'displaysleep 2'), section('AC Power', 'displaysleep 10')),
    600,
  ],
  [
    'longer on battery',
    printed(section('Battery Power', 'displaysleep 30'), section('AC Power', 'displaysleep 5')),
    1800,
  ],
  [
    'never on one of them is never',
    printed(section('Battery Power', 'displaysleep 2'), section('AC Power', 'displaysleep 0')),
    'never',
  ],
  [
    'a remark behind the number',
    printed(section('AC Power', 'displaysleep 20 (display sleep prevented by Musik)')),
    1200,
  ],
  [
    'an uninterruptible supply counts too',
    printed(section('AC Power', 'displaysleep 5'), section('UPS Power', 'displaysleep 15')),
    900,
  ],
] as const)('%s', (_what, output, expected) => {
  expect(parseDisplaySleep(output)).toBe(expected);
});

test.each([
  ['nothing', ''],
  ['no section', ' displaysleep 5\n'],
  [
    'a section that does not tell',
    printed(section('Battery Power', 'sleep 1'), section('AC Power', 'displaysleep 5')),
  ],
  ['other keys that end alike', printed(section('AC Power', 'nodisplaysleep 5', 'disksleep 10', 'sleep 1'))],
  ['a word for a number', printed(section('AC Power', 'displaysleep never'))],
])('unreadable: %s', (_what, output) => {
  expect(parseDisplaySleep(output)).toBeUndefined();
});

test('whatever is printed, the time is never, or minutes that were there', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.constant('AC Power:'),
      fc.nat(999).map((count) => ` displaysleep ${count}`),
    ),
  );
  fc.assert(
    fc.property(lines, (printedLines) => {
      const wait = parseDisplaySleep(printedLines.join('\n'));
      if (wait === undefined) return;
      const minutes = wait === 'never' ? 0 : wait / 60;
      expect(printedLines.join('\n')).toContain(`displaysleep ${minutes}`);
    }),
  );
});
