import { expect, test } from 'vitest';
import { placeName, readNumber, readText } from '../../../src/probes/windows/registry-value.ts';
import { homePcWith } from './machines.ts';

const key = 'Software\\Test';
const { registry } = homePcWith({
  registry: {
    [`HKCU\\${key}`]: {
      dword: 5,
      zero: 0,
      digits: '60',
      spaced: ' 60 ',
      empty: '',
      words: 'five',
      negative: '-1',
      fraction: '0.5',
      huge: '99999999999999999999',
      list: ['1', '2'],
      qword: { qword: '5' },
      binary: { hex: '05 00 00 00' },
    },
    'HKCU\\Software\\Closed': { refused: 'denied', detail: 'RegOpenKeyExW: 5' },
  },
});
const place = (name: string) => ({ hive: 'HKCU', key, name }) as const;

test.each([
  ['dword', 5],
  ['zero', 0],
  ['digits', 60],
  ['spaced', 60],
  ['DWORD', 5],
  ['missing', undefined],
])('%s is the number %s', async (name, value) => {
  expect(await readNumber(registry, place(name))).toMatchObject({ ok: true, value });
});

test.each(['empty', 'words', 'negative', 'fraction', 'huge', 'list', 'qword', 'binary'])(
  '%s is no number, and never zero',
  async (name) => {
    const read = await readNumber(registry, place(name));
    expect(read).toMatchObject({ ok: false, reason: 'unparsable', source: `HKCU\\${key}\\${name}` });
  },
);

test('text is only what is written as text', async () => {
  expect(await readText(registry, place('words'))).toMatchObject({ ok: true, value: 'five' });
  expect(await readText(registry, place('missing'))).toMatchObject({ ok: true, value: undefined });
  expect(await readText(registry, place('dword'))).toMatchObject({ ok: false, reason: 'unparsable' });
});

test('a key that is closed is denied, and named as reg query names it', async () => {
  const closed = { hive: 'HKCU', key: 'Software\\Closed', name: 'x' } as const;
  const denied = { ok: false, reason: 'denied', source: placeName(closed), detail: 'RegOpenKeyExW: 5' };
  expect(await readNumber(registry, closed)).toEqual(denied);
  expect(await readText(registry, closed)).toEqual(denied);
});
