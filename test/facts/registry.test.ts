import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { absentReasons, unknownReasons } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import en from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import zh from '../../src/ui/locales/zh-CN/rules.json' with { type: 'json' };

const house = new Set(['fact.ts', 'registry.ts']);

test('every fact file is registered, under the name that is its file', () => {
  const files = readdirSync(new URL('../../src/facts/', import.meta.url));
  const declared = files.filter((name) => name.endsWith('.ts') && !house.has(name));
  expect(declared.sort()).toEqual(
    Object.keys(facts)
      .map((name) => `${name}.ts`)
      .sort(),
  );
});

describe.each(Object.values(facts).map((fact) => ({ name: fact.name, fact })))('$name', ({ name, fact }) => {
  test('its example has the declared shape and survives JSON', () => {
    const sent: unknown = JSON.parse(JSON.stringify(fact.example));
    expect(fact.value.parse(sent)).toEqual(fact.example);
  });

  test('says what it means, and what each of its columns means', () => {
    expect(fact.name).toBe(name);
    expect(fact.meaning.endsWith('.')).toBe(true);
    for (const [column, schema] of Object.entries(fact.value.shape))
      expect(schema.description, column).toBeTruthy();
  });
});

test('each reason for not knowing has a sentence in both languages', () => {
  for (const area of [en, zh]) {
    expect(Object.keys(area.unknown).sort()).toEqual([...unknownReasons].sort());
    expect(Object.keys(area.absent).sort()).toEqual([...absentReasons].sort());
  }
});
