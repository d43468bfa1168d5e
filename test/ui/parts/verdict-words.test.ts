import { expect, test } from 'vitest';
import { fleetWords } from '../../../src/ui/fleet/words.ts';
import {
  clauseWord,
  findingWord,
  ruleTitle,
  sentence,
  standingWord,
  verdictWord,
} from '../../../src/ui/parts/verdict-words.ts';

const en = fleetWords('en');

test('what is known is said in words', () => {
  expect(ruleTitle(en, 'sharing')).toBe('Nothing is shared');
  expect(findingWord(en, 'fail')).toBe('Needs fixing');
  expect(standingWord(en, 'not-compliant')).toBe('Not compliant');
  expect(clauseWord(en, 'IS-7')).toBe('Information-system security, article 7');
  expect(sentence(en, { id: 'sharing.reason.open', values: { count: 1 } })).toMatch(/^One thing/);
  expect(sentence(en, { id: 'sharing.reason.open', values: { count: 3 } })).toMatch(/^3 things/);
});

test('a failure that only advises has a word of its own; all else is told as it is', () => {
  expect(verdictWord(en, { severity: 'advised', status: 'fail' })).toBe('Worth improving');
  expect(verdictWord(en, { severity: 'required', status: 'fail' })).toBe('Needs fixing');
  expect(verdictWord(en, { severity: 'advised', status: 'unknown' })).toBe(findingWord(en, 'unknown'));
});

test('rules, statuses and clauses of a later version keep their own names', () => {
  expect(ruleTitle(en, 'from-a-later-version')).toBe('from-a-later-version');
  expect(findingWord(en, 'waived')).toBe('waived');
  expect(standingWord(en, 'leaving')).toBe('leaving');
  expect(clauseWord(en, 'IS-99')).toBe('IS-99');
});

test.each([
  [
    'an id that these words do not have',
    { id: 'firewall.observed', values: { on: false } },
    'firewall.observed (on: false)',
  ],
  ['a group of sentences', { id: 'screen-lock' }, 'screen-lock'],
  ['a list of steps', { id: 'screen-lock.remedy.linux' }, 'screen-lock.remedy.linux'],
  ['a value that is missing', { id: 'antivirus.limit' }, 'antivirus.limit'],
  ['a value that is null', { id: 'antivirus.limit', values: { days: null } }, 'antivirus.limit (days: null)'],
  [
    'a date that is none',
    { id: 'password-age.observed', values: { changedOn: 'soon' } },
    'password-age.observed (changedOn: soon)',
  ],
  [
    'a number that is none',
    { id: 'screen-lock.reason.no', values: { wait: 'x' } },
    'screen-lock.reason.no (wait: x)',
  ],
])('%s is shown as it came, not as a sentence with a hole', (_case, message, shown) => {
  expect(sentence(en, message)).toBe(shown);
});

test('a value from a device only ever fills its place', () => {
  const product = '$t(rules:finding.pass) {{count}} <b>';
  const message = { id: 'antivirus.reason.not-running', values: { product, lng: 'zh-CN', context: 'x' } };
  expect(sentence(en, message)).toBe(`${product} is installed but not running.`);
});
