import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../src/ui/locales/', import.meta.url);
const areas = readdirSync(new URL('en/', folder));

function sentences(language: string, area: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`);
  };
  walk(JSON.parse(readFileSync(new URL(`${language}/${area}`, folder), 'utf8')), '');
  return found;
}

/** English has one form more (`_one`); Chinese may have more or fewer steps in a list. */
function keys(language: string, area: string): string[] {
  const all = [...sentences(language, area).keys()].map((key) => key.replace(/\.\d+$/, ''));
  return [...new Set(all.filter((key) => !key.endsWith('_one')))].sort();
}

function places(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort();
}

test('both languages have the same areas', () => {
  expect(readdirSync(new URL('zh-CN/', folder))).toEqual(areas);
});

for (const area of areas) {
  test(`${area}: both languages say the same things, with the same values`, () => {
    expect(keys('zh-CN', area)).toEqual(keys('en', area));
    const chinese = sentences('zh-CN', area);
    for (const [key, english] of sentences('en', area)) {
      const told = places(chinese.get(key) ?? '');
      // A step of a list may have moved to another line; `detail` is English, and Chinese may do without.
      if (!chinese.has(key) || /\.\d+$/.test(key)) continue;
      expect([...new Set(['detail', ...told])].sort(), key).toEqual(
        [...new Set(['detail', ...places(english)])].sort(),
      );
    }
  });

  test(`${area}: each language has the forms of number that it needs, and no other`, () => {
    for (const language of ['en', 'zh-CN']) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const all = sentences(language, area);
      for (const key of all.keys()) {
        const [, stem, form = ''] = /^(.*)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
        if (stem === undefined) continue;
        // `_zero` is i18next's own, for nothing at all, in every language.
        if (form !== 'zero') expect(needed, `${language} ${key}`).toContain(form);
        for (const other of needed)
          expect(all.has(`${stem}_${other}`), `${language} ${stem}_${other}`).toBe(true);
      }
    }
  });

  test(`${area}: no sentence is empty`, () => {
    const chinese = sentences('zh-CN', area);
    for (const [key, english] of sentences('en', area)) {
      // Lines between the parts of a help text are empty on purpose.
      if (/\.usage\.\d+$/.test(key)) continue;
      expect(english.trim(), key).not.toBe('');
      expect(chinese.get(key)?.trim(), key).not.toBe('');
    }
  });

  test(`${area}: Chinese sentences have Chinese punctuation`, () => {
    const odd = [...sentences('zh-CN', area)].filter(([, sentence]) =>
      /[\u4e00-\u9fff”}]\s*[,:;?!]|[,;:?!][\u4e00-\u9fff]/.test(sentence.replace(/\{\{[^}]*\}\}/g, '}')),
    );
    expect(odd).toEqual([]);
  });
}

/** Names that a Chinese office writes as they are. */
const names = ['IT', 'Wi-Fi', 'Windows Hello', 'Déjà Dup', 'restic', 'Borg'];

test('nothing is left in English in Chinese but names', () => {
  const left = areas.flatMap((area) => {
    const all = [...sentences('zh-CN', area).values()].map((each) =>
      each.replace(/\{\{[^}]*\}\}/g, '').trim(),
    );
    return all.filter((each) => /[A-Za-z]{2}/.test(each) && !/[\u4e00-\u9fff]/.test(each));
  });
  expect(left.filter((each) => !names.includes(each))).toEqual([]);
});

test('in Chinese the product has its Chinese name', () => {
  for (const area of areas)
    for (const [key, sentence] of sentences('zh-CN', area)) expect(sentence, key).not.toContain('Deskward');
});
