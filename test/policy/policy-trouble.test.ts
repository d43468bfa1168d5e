import fc from 'fast-check';
import { printParseErrorCode } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { type DecodedPolicy, decodePolicy, defaultPolicy } from '../../src/policy/policy.ts';
import english from '../../src/ui/locales/en/policy.json' with { type: 'json' };
import { createTranslator } from '../../src/ui/locales/translate.ts';
import chinese from '../../src/ui/locales/zh-CN/policy.json' with { type: 'json' };

const words = [
  createTranslator('en', { policy: english }),
  createTranslator('zh-CN', { policy: chinese }),
] as const;
const good = JSON.stringify(defaultPolicy(), null, 2);

/** What is wrong with it, in both languages; a sentence that is not there is null. */
function said(decoded: DecodedPolicy): readonly (string | null)[] {
  if (decoded.ok) return ['nothing', 'nothing'];
  const { id, values } = decoded.error.trouble;
  return words.map((each) => each.say(`policy:${id}`, values));
}

test.each([
  ['"version": 1', '"version": "1"', 'must be a number', '要写成数字'],
  ['"version": 1', '"version": 1.5', 'must be a whole number', '要写成整数'],
  ['"version": 1', '"version": 0', 'must be more than 0', '必须大于 0'],
  ['"graceSeconds": 10', '"graceSeconds": -1', 'must be 0 or more', '不能小于 0'],
  ['"lookbackDays": 7,', '"lookbackDays": 367,', 'must be 366 or less', '不能大于 366'],
  [
    '"severity": "required"',
    '"severity": "must"',
    'must be one of: required | advised',
    '只能是：required | advised',
  ],
  ['"severity": "required",', '', 'this is missing', '缺少这一项'],
  ['"allowed": []', '"allowed": {}', 'must be a list in [ ]', '要写成用 [ ] 括起来的列表'],
  ['"allowed": []', '"allowed": [1]', 'must be text in quotes', '要写成带引号的文字'],
  ['"onDomainNetworks": true', '"onDomainNetworks": 1', 'must be true or false', '要写成 true 或 false'],
  ['"everywhere": []', '"everywhere": [""]', 'must not be shorter than 1', '长度不能小于 1'],
  [
    '"maxAge": "P2M"',
    '"maxAge": "2 months"',
    'must be an ISO 8601 span of days, such as P2M or P60D',
    '要写成 ISO 8601 的天数或月数，例如 P2M、P60D',
  ],
  ['"signatureDays": 7', '"days": 7, "signatureDays": 7', '“days” is not known here', '不认识“days”这一项'],
  ['"version": 1,', '"version": 1', 'not JSON: a comma is missing here', '不是 JSON：这里缺少逗号'],
])('%s written as %s is told in the language of its reader', (from, to, inEnglish, inChinese) => {
  expect(good).toContain(from);
  expect(said(decodePolicy(good.replace(from, to)))).toEqual([inEnglish, inChinese]);
});

test('every way of not being JSON has its sentence', () => {
  const codes = Array.from({ length: 16 }, (_, index) => printParseErrorCode(index + 1));
  expect(Object.keys(english.syntax)).toEqual(codes);
});

test('whatever stands where a value stood, what is wrong with it has a sentence', () => {
  const places = [...good.matchAll(/: ("[^"]*"|\d+|true|false|\[\]|\{\})/g)];
  fc.assert(
    fc.property(fc.nat(places.length - 1), fc.jsonValue(), (at, value) => {
      const place = places[at];
      if (place === undefined) throw new Error('no such place');
      const text = `${good.slice(0, place.index)}: ${JSON.stringify(value)}${good.slice(place.index + place[0].length)}`;
      expect(said(decodePolicy(text))).not.toContain(null);
    }),
  );
});
