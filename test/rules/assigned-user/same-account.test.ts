import { expect, test } from 'vitest';
import { isSameAccount } from '../../../src/rules/assigned-user/same-account.ts';

test.each<[asked: string, seen: string]>([
  ['zhangwei', 'CORP\\zhangwei'],
  ['zhangwei', 'zhangwei@corp.example'],
  ['CORP\\zhangwei', 'zhangwei'],
  ['corp\\ZhangWei', 'CORP\\zhangwei'],
  ['ZhangWei@Corp.Example', 'CORP\\zhangwei'],
  ['zhang@corp.example', 'AzureAD\\zhang@corp.example'],
  ['li@example.com', 'MicrosoftAccount\\li@example.com'],
  ['.\\li', '.\\li'],
  [' 李明 ', 'DESKTOP-7K2Q9LM\\李明'],
  ['José', 'jose\u0301'],
])('IT’s %j is %j on Windows and macOS', (asked, seen) => {
  expect(isSameAccount(asked, seen, true)).toBe(true);
});

test.each<[asked: string, seen: string]>([
  ['zhangwei', 'CORP\\zhangwei2'],
  ['CORP\\zhangwei', 'DESKTOP-7K2Q9LM\\zhangwei'],
  ['.\\zhangwei', 'CORP\\zhangwei'],
  ['zhang@corp.example', 'zhang@other.example'],
  ['zhang@corp.example', 'OTHER\\zhang'],
  ['CORP', 'CORP\\zhang'],
])('IT’s %j is not %j', (asked, seen) => {
  expect(isSameAccount(asked, seen, true)).toBe(false);
});

test('where case tells accounts apart, it does; a domain’s case never does', () => {
  expect(isSameAccount('Carol', 'carol', false)).toBe(false);
  expect(isSameAccount('carol@CORP.example', 'carol@corp.example', false)).toBe(true);
});
