import { expect, test } from 'vitest';
import { widthOf } from '../../../src/cli/agent/text-width.ts';
import { verdictTable } from '../../../src/cli/agent/verdict-table.ts';
import { wordsIn } from '../../../src/cli/agent/words.ts';
import type { Verdict } from '../../../src/rules/verdict.ts';

const verdicts: readonly Verdict[] = [
  {
    rule: 'screen-lock',
    status: 'fail',
    severity: 'required',
    observed: { id: 'screen-lock.observed.locks', values: { wait: 900, grace: 0 } },
    limit: { id: 'screen-lock.limit', values: { wait: 300, grace: 10 } },
    reason: { id: 'screen-lock.reason.wait', values: { wait: 900, limit: 300 } },
    source: 'org.gnome.desktop.session idle-delay',
    at: '2026-11-24T08:00:00.000Z',
  },
  {
    rule: 'antivirus',
    status: 'unknown',
    severity: 'required',
    observed: null,
    limit: { id: 'antivirus.limit', values: { days: 7 } },
    reason: { id: 'unknown.denied', values: { detail: 'EACCES' } },
    source: null,
    at: '2026-11-24T08:00:00.000Z',
  },
  {
    rule: 'sharing',
    status: 'pass',
    severity: 'required',
    observed: { id: 'sharing.observed.none' },
    limit: { id: 'sharing.limit.none' },
    reason: null,
    source: '/proc/net/tcp',
    at: '2026-11-24T08:00:00.000Z',
  },
];

const wide = { colours: false, columns: 200 };

test.each(['en', 'zh-CN'] as const)(
  'in %s each rule has its status, what was seen, the limit and the reason',
  (language) => {
    const words = wordsIn(language);
    const lines = verdictTable(verdicts, words, wide).split('\n');
    const row = lines.find((line) => line.startsWith(words.t('rules:screen-lock.title')));
    expect(row).toContain(`✗ ${words.t('rules:finding.fail')}`);
    expect(row).toContain(words.t('rules:screen-lock.observed.locks', { wait: 900, grace: 0 }));
    expect(row).toContain(words.t('rules:screen-lock.limit', { wait: 300, grace: 10 }));
    expect(lines).toContain(`  ${words.t('rules:screen-lock.reason.wait', { wait: 900, limit: 300 })}`);
    expect(lines.join('\n')).toMatch(/[(（]EACCES[)）]/);
  },
);

test.each(['en', 'zh-CN'] as const)(
  'in %s what only advises does not read as if it had to be mended',
  (language) => {
    const words = wordsIn(language);
    const advice = verdicts.map((verdict) => ({ ...verdict, severity: 'advised' as const }));
    const table = verdictTable(advice, words, { colours: true, columns: 200 });
    expect(table).toContain(`\u001b[33m! ${words.t('rules:finding.advised')}`);
    expect(table).not.toContain(words.t('rules:finding.fail'));
    expect(table).toContain(`✓ ${words.t('rules:finding.pass')}`);
  },
);

test.each([80, 100, 120])('it fits into %i columns', (columns) => {
  for (const language of ['en', 'zh-CN'] as const) {
    const lines = verdictTable(verdicts, wordsIn(language), { colours: false, columns }).split('\n');
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
  }
});

test.each(['en', 'zh-CN'] as const)('in %s the status of every row begins in the same column', (language) => {
  const lines = verdictTable(verdicts, wordsIn(language), wide).split('\n');
  const columns = lines.flatMap((line) => {
    const at = line.search(/[✗?✓] /u);
    return at === -1 ? [] : [widthOf(line.slice(0, at))];
  });
  expect(columns).toHaveLength(3);
  expect(new Set(columns).size).toBe(1);
});

test('colour only repeats what the sign and the word say', () => {
  const coloured = verdictTable(verdicts, wordsIn('en'), { ...wide, colours: true });
  expect(coloured).toContain('\u001b[31m');
  const control = '\u001b';
  const plain = coloured.replace(new RegExp(`${control}\\[\\d+m`, 'g'), '');
  expect(plain).toBe(verdictTable(verdicts, wordsIn('en'), wide));
});
