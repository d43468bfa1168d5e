import { expect, test } from 'vitest';
import { parseArguments } from '../../../src/cli/server/arguments.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '));

test('each command has its defaults', () => {
  expect(parse('serve')).toEqual({
    ok: true,
    command: {
      name: 'serve',
      data: 'deskward-data',
      host: '127.0.0.1',
      port: 8470,
      publicName: null,
      certificate: null,
      verbose: false,
    },
  });
  expect(parse('serve --name endpoint.example --cert c.pem --key k.pem')).toMatchObject({
    command: {
      publicName: 'endpoint.example',
      certificate: { certificateFile: 'c.pem', keyFile: 'k.pem' },
    },
  });
  expect(parse('token')).toMatchObject({
    command: { profile: 'standard', department: '', uses: 1, days: 7 },
  });
  expect(parse('summary --json --data d')).toEqual({
    ok: true,
    command: { name: 'summary', data: 'd', json: true },
  });
  expect(parse('user 王伟')).toMatchObject({ command: { name: 'user', user: '王伟' } });
});

test('whatever is not understood is said, never passed over', () => {
  const wrong = {
    '': '',
    start: 'start',
    'serve --prot 1': '--prot',
    'serve --port 70000': '--port 70000',
    'serve --port -1': "'--port",
    'serve --port 80x': '--port 80x',
    'serve here': 'here',
    'serve --cert c.pem': '--cert FILE --key FILE',
    'serve --key k.pem': '--cert FILE --key FILE',
    'serve --name http://x': '--name http://x',
    'serve --name x:1': '--name x:1',
    'token --uses many': '--uses many',
    'token --days 1.5': '--days 1.5',
    user: 'user NAME',
    'user a b': 'user NAME',
    'summary --verbose': '--verbose',
  };
  for (const [line, detail] of Object.entries(wrong)) {
    const parsed = parse(line);
    expect(parsed.ok, line).toBe(false);
    if (!parsed.ok) expect(parsed.detail, line).toContain(detail);
  }
});

test('help is help wherever it stands', () => {
  for (const line of ['help', '--help', '-h', 'serve --help'])
    expect(parse(line)).toMatchObject({ command: { name: 'help' } });
});

test('a sign-off is of one device or of all that a person has, and begins, is confirmed or called off', () => {
  expect(parse('sign-off pc-01 --person 李娜 --reason 离职 --by 王伟')).toEqual({
    ok: true,
    command: {
      ...{ name: 'sign-off', data: 'deskward-data', device: 'pc-01', step: 'begin' },
      ...{ person: '李娜', reason: '离职', by: '王伟', withoutScan: false },
    },
  });
  expect(parse('sign-off --person 李娜 --confirm')).toMatchObject({
    command: { device: null, step: 'confirm' },
  });
  expect(parse('sign-off pc-01 --cancel')).toMatchObject({ command: { step: 'cancel' } });
  for (const line of [
    'sign-off',
    'sign-off a b',
    'sign-off a --confirm --cancel',
    `sign-off a --by ${'x'.repeat(101)}`,
  ])
    expect(parse(line).ok, line).toBe(false);
});
