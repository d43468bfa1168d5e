import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indentJson } from '../../../src/ui/popup/indent-json.ts';

test('an object gets a line for each member', () => {
  expect(indentJson('{"a":1,"b":[true,null],"c":{}}')).toBe(
    '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ],\n  "c": {}\n}',
  );
});

test('it says what JSON.stringify would say, of any value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('digits, order and brackets inside strings stay as they were signed', () => {
  const signed = '{"2":1.50,"1":12345678901234567890,"s":"{[,:\\"]}"}';
  const indented = indentJson(signed);
  expect(indented).toContain('"2": 1.50,');
  expect(indented).toContain('12345678901234567890');
  expect(indented).toContain('"{[,:\\"]}"');
  expect(indented.indexOf('"2"')).toBeLessThan(indented.indexOf('"1"'));
});
