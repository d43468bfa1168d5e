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
  test(`${area}: both languages say the same things, and Chinese knows no value that English lacks`, () => {
    expect(keys('zh-CN', area)).toEqual(keys('en', area));
    const chinese = sentences('zh-CN', area);
    for (const [key, english] of sentences('en', area)) {
      const known = places(english);
      const unknown = places(chinese.get(key) ?? '').filter((place) => !known.includes(place));
      expect(unknown, key).toEqual([]);
    }
  });

  test(`${area}: Chinese sentences have Chinese punctuation`, () => {
    const odd = [...sentences('zh-CN', area)].filter(([, sentence]) =>
      /[\u4e00-\u9fff”}]\s*[,:;?!]|[,;:?!][\u4e00-\u9fff]/.test(sentence.replace(/\{\{[^}]*\}\}/g, '}')),
    );
    expect(odd).toEqual([]);
  });
}
