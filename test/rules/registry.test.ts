import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { factNames, observedFacts } from '../../src/facts/registry.ts';
import { decodePolicy, defaultPolicy, type Profile, profiles } from '../../src/policy/policy.ts';
import { forPlatform } from '../../src/probes/for-platform.ts';
import { rules } from '../../src/rules/registry.ts';
import en from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import zh from '../../src/ui/locales/zh-CN/rules.json' with { type: 'json' };
import type { RuleCase } from './rule-case.ts';

const folder = new URL('../../src/rules/', import.meta.url);
const house = new Set([
  'rule.ts',
  'verdict.ts',
  'registry.ts',
  'urgency.ts',
  'observed-lock.ts',
  'assignment.ts',
  'calendar-span.ts',
  'rulebook.ts',
  'quiz.ts',
  'text-key.ts',
]);
type RuleWords = {
  title: string;
  limit: unknown;
  observed: unknown;
  reason: Record<string, string>;
  remedy: Record<string, string[]>;
};
const wordsOf = (area: object, id: string) => (area as Record<string, RuleWords>)[id];

/** Rules that only some profiles are judged by; every other rule has limits for all of them. */
const ruleOfSome: Readonly<Record<string, readonly Profile[]>> = { 'network-isolation': ['dedicated'] };
const profilesOf = (id: string): readonly Profile[] => ruleOfSome[id] ?? profiles;

test('every rule file is registered, under the id that is its name', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !house.has(name));
  expect(files.sort()).toEqual(rules.map((rule) => `${rule.id}.ts`).sort());
});

test('the default policy decodes as a file would', () => {
  const text = readFileSync(new URL('../../src/policy/default-policy.json', import.meta.url), 'utf8');
  expect(decodePolicy(text)).toEqual({ ok: true, policy: defaultPolicy(), unknownRules: [] });
});

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  test('rests on a declared fact, and names its clauses or only advises', () => {
    expect(factNames).toContain(rule.needs);
    if (rule.clauses.length > 0) return;
    for (const profile of profiles) expect(defaultPolicy().profiles[profile][id]?.severity).toBe('advised');
  });

  test.each(profilesOf(id))('has limits for the %s profile that decode', (profile) => {
    const entry = defaultPolicy().profiles[profile][id];
    expect(rule.limits.safeParse(entry?.limits)).toMatchObject({ success: true });
  });

  test.each([
    ['en', en],
    ['zh-CN', zh],
  ])('has its words in %s, for each clause, OS and reason', (_language, area) => {
    const words = wordsOf(area, id);
    expect(words?.title).toBeTruthy();
    expect(words?.limit).toBeTruthy();
    expect(words?.observed).toBeTruthy();
    for (const os of Object.keys(rule.remedies)) expect(words?.remedy[os]?.length).toBeGreaterThan(0);
    for (const clause of rule.clauses) expect(area.clause).toHaveProperty(clause);
  });

  test.each(profilesOf(id))(
    'its remedies say the limits of the %s profile, and no number of their own',
    (profile) => {
      const limits: unknown = defaultPolicy().profiles[profile][id]?.limits;
      const said = Object.keys(rule.describeLimit(limits as never).values ?? {});
      for (const area of [en, zh])
        for (const step of Object.values(wordsOf(area, id)?.remedy ?? {}).flat()) {
          const places = [...step.matchAll(/{{(\w+)/g)].map(([, name]) => name);
          expect(said, step).toEqual(expect.arrayContaining(places));
          expect(step).not.toMatch(/\d\s*(second|minute|hour|day|week|month|秒|分钟|小时|天|周|个月)/);
        }
    },
  );

  test('its case table reaches pass, fail and unknown', async () => {
    const table = (await import(`./${id}.cases.ts`)) as { cases: RuleCase<unknown>[] };
    const reached = new Set(table.cases.map((row) => row.expect));
    for (const status of ['pass', 'fail', 'unknown'] as const) expect(reached).toContain(status);
  });

  test('its case table is run', () => {
    const text = readFileSync(new URL(`${id}.test.ts`, import.meta.url), 'utf8');
    expect(text).toContain(`testCases('${id}', cases`);
  });

  test('every reason of its case table can be said in both languages', async () => {
    const table = (await import(`./${id}.cases.ts`)) as { cases: RuleCase<unknown>[] };
    for (const { reason } of table.cases.filter((row) => row.reason?.startsWith(`${id}.`)))
      for (const area of [en, zh]) {
        const key = reason?.slice(`${id}.reason.`.length) ?? '';
        const said = wordsOf(area, id)?.reason ?? {};
        expect(said[key] ?? said[`${key}_other`], `${reason}`).toBeTruthy();
      }
  });

  test.each(['linux', 'darwin', 'win32'] as const)(
    'its fact has a probe on %s, or is observed',
    async (os) => {
      const probed = (await forPlatform(os)).platform().probes.map((probe) => probe.fact);
      expect([...probed, ...observedFacts]).toContain(rule.needs);
    },
  );
});
