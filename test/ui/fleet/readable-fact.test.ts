import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { shareKinds } from '../../../src/facts/sharing.ts';
import { factTitle, type ReadableField, readFact } from '../../../src/ui/fleet/readable-fact.ts';
import { fleetWords } from '../../../src/ui/fleet/words.ts';

const en = fleetWords('en');
const zh = fleetWords('zh-CN');

function flat(fields: readonly ReadableField[]): [string, string][] {
  return fields.flatMap(({ label, value }): [string, string][] =>
    typeof value === 'string' ? [[label, value]] : [[label, ''], ...value.flatMap(flat)],
  );
}

for (const words of [en, zh])
  for (const [name, fact] of Object.entries(facts))
    test(`${words.language}: the fact ${name} and each of its fields have a name of their own`, () => {
      expect(factTitle(words, name)).not.toBe(name);
      const schema = JSON.stringify(fact.example);
      for (const [label] of flat(readFact(name, fact.example, words)))
        expect(schema, `${label} is a field's own name`).not.toContain(`"${label}":`);
    });

for (const words of [en, zh])
  test(`${words.language}: each kind of sharing and each state of an antivirus has a word`, () => {
    const { realTime, signatures, doubt } = facts.antivirus.value.shape.products.element.shape;
    const values = {
      'sharing.kind': shareKinds,
      'antivirus.realTime': realTime.options,
      'antivirus.signatures': signatures.unwrap().options,
      'antivirus.doubt': doubt.unwrap().options,
    };
    for (const [field, names] of Object.entries(values))
      for (const name of names)
        expect(words.say(`fleet:fact.${field}Value.${name}`), `${field} ${name}`).not.toBeNull();
  });

test('a lock is told in minutes, and whether an administrator fixed it', () => {
  expect(flat(readFact('screen-lock', facts['screen-lock'].example, en))).toEqual([
    ['Desktop', 'GNOME'],
    ['Locked by', 'gnome-shell'],
    ['Locks after', '5 minutes'],
    ['Password asked after', '0 seconds'],
    ['Password required', 'Yes'],
    ['Fixed by an administrator', 'No'],
  ]);
  const never = { ...facts['screen-lock'].example, wait: 'never' };
  expect(flat(readFact('screen-lock', never, en))).toContainEqual(['Locks after', 'Never']);
});

test('what is open to the network is told one by one; nothing is told as nothing', () => {
  expect(flat(readFact('sharing', facts.sharing.example, zh))).toEqual([
    ['开放的项目', ''],
    ['种类', '文件共享（SMB）'],
    ['名称', 'public'],
    ['谁能访问', '所有人'],
    ['正在开放', '是'],
    ['读取自', '/etc/samba/smb.conf'],
    ['读不到的地方', '无'],
    ['其他开放的端口', ''],
    ['端口', '57621'],
    ['程序', 'spotify'],
  ]);
});

test('a date that the product does not tell is a dash, not a guess', () => {
  const [product] = facts.antivirus.example.products;
  const silent = { products: [{ ...product, signaturesAt: null }] };
  expect(flat(readFact('antivirus', silent, en))).toContainEqual(['Signatures from', '—']);
});

test('facts, fields and values of a later version keep their own names', () => {
  const value = { firmware: 'signed', deep: { deeper: { deepest: [1, { x: 1 }] } } };
  expect(flat(readFact('boot', value, en))).toEqual([
    ['firmware', 'signed'],
    ['deep', ''],
    ['deeper', ''],
    ['deepest', '[1,{"x":1}]'],
  ]);
  expect(flat(readFact('boot', 'sealed', en))).toEqual([['boot', 'sealed']]);
});

test('no JSON whatever makes it fail, under any name', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(facts), 'constructor', '__proto__'),
      fc.jsonValue(),
      (name, value) => {
        expect(factTitle(en, name)).toBeTypeOf('string');
        for (const [label, text] of flat(readFact(name, value, en)))
          expect([typeof label, typeof text]).toEqual(['string', 'string']);
      },
    ),
  );
});
