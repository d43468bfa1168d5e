import { expect, test } from 'vitest';
import { signOffLines } from '../../../src/cli/agent/sign-off-lines.ts';
import { wordsIn } from '../../../src/cli/agent/words.ts';
import { notice, record } from '../../agent/signing-off.ts';

const here = { running: true, byFile: false };
const pending = { state: 'pending', notice, lastScanSentAt: null } as const;

test('where there is no sign-off nothing is said', () => {
  expect(signOffLines(null, here, wordsIn('en'))).toEqual([]);
});

test.each(['en', 'zh-CN'] as const)(
  'in %s every state has its own first line, and words for all of it',
  (language) => {
    const states = [
      pending,
      { state: 'wiping', record, unsent: 1 },
      { state: 'signed-off', record, unsent: 1 },
    ] as const;
    const said = states.map((state) => signOffLines(state, here, wordsIn(language)));
    expect(new Set(said.map(([first]) => first)).size).toBe(3);
    // What has no words is shown by its key.
    expect(said.flat().join('\n')).not.toMatch(/[a-z]:[a-z]|cli\./);
  },
);

test('where reports leave by file, so does the last check', () => {
  const said = signOffLines(pending, { ...here, byFile: true }, wordsIn('en')).join('\n');
  expect(said).toContain('Write the file for IT to a drive');
  expect(said).not.toContain('online');
});

test('what IT wrote steers no terminal', () => {
  const told = { ...pending, notice: { ...notice, person: 'Li\u001b[2J', reason: 'a\nb' } };
  expect(signOffLines(told, here, wordsIn('en')).join('')).not.toMatch(/\p{Cc}/u);
});
