import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { redactAll, redactor } from '../../../src/agent/support-bundle/redact.ts';

const named = { userName: 'li.na', homeFolder: '/home/li.na', hostname: 'pc-0421.corp.example' };
const redact = redactor(named);

test.each([
  [
    'the home of whoever sits there',
    '/home/li.na/.config/Deskward/outbox.log',
    '~/.config/Deskward/outbox.log',
  ],
  [
    'homes of others, on each system',
    '/home/wang/x /Users/zhao/y C:\\Users\\Zhao Qiang\\z',
    '/home/<user>/x /Users/<user>/y C:\\Users\\<user> Qiang\\z',
  ],
  ['the account, as a word', 'su: li.na (LI.NA) not li.nadia', 'su: <user> (<user>) not li.nadia'],
  [
    'the computer, with its domain and without',
    'pc-0421.corp.example PC-0421 pc-04210',
    '<computer> <computer> pc-04210',
  ],
])('%s is taken out', (_what, text, left) => {
  expect(redact(text)).toBe(left);
});

test('a Chinese name is found between Chinese words', () => {
  const chinese = redactor({ ...named, userName: '李娜' });
  expect(chinese('用户李娜登录')).toBe('用户<user>登录');
});

test('a name with signs of its own is a name, and an account that is nobody’s stays', () => {
  expect(redactor({ ...named, userName: 'a+b(c)' })('from a+b(c) to b')).toBe('from <user> to b');
  expect(redactor({ ...named, userName: 'root' })('root is not a name')).toBe('root is not a name');
});

test('keys, tokens and signed texts are taken out, whatever stands around them', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const { d = '' } = privateKey.export({ format: 'jwk' });
  const token = 'a_token-that-nobody-may-read';
  const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl';
  const text = `a ${pem} b ${der} c {"d":"${d}"} e deskward://h:1/?token=${token}&pin=x f ${jws} g`;
  const left = redact(text);
  for (const secret of [der, d, token, jws, 'BEGIN', ...pem.split('\n').filter((line) => line.length > 30)])
    expect(left).not.toContain(secret);
  expect(left).toMatch(/^a .* b .* c .* e deskward:.* f .* g$/s);
});

test('paths and names that only look long stay', () => {
  const text =
    '/usr/share/applications/org.gnome.Settings.desktop org.gnome.desktop.session idle-delay-of-the-desktop-session';
  expect(redact(text)).toBe(text);
});

test('within a value every text is looked at; numbers and the names of fields stay', () => {
  expect(redactAll({ 'li.na': ['li.na', 3, null, { at: 'pc-0421' }] }, redact)).toEqual({
    'li.na': ['<user>', 3, null, { at: '<computer>' }],
  });
});
