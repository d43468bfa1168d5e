import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelivered } from '../../src/policy/delivered-policy.ts';
import { decodePolicy, defaultPolicy } from '../../src/policy/policy.ts';

const good = JSON.stringify(defaultPolicy(), null, 2);

/** The default policy as text, with one piece of it written wrongly. */
const broken = (from: string, to: string) => {
  expect(good).toContain(from);
  return decodePolicy(good.replace(from, to));
};
const lineOf = (text: string) => good.slice(0, good.indexOf(text)).split('\n').length;

describe('a policy that does not decode says where and why', () => {
  test('text that is no JSON', () => {
    expect(decodePolicy('{\n  "version": 1,\n  oops')).toMatchObject({
      ok: false,
      error: { line: 3, column: 3 },
    });
  });

  test('an empty file', () => {
    expect(decodePolicy(' \n')).toMatchObject({
      ok: false,
      error: { line: 1, column: 1, trouble: { id: 'empty' } },
    });
  });

  test('a limit of the wrong type: the line of the value and its path', () => {
    expect(broken('"waitSeconds": 300', '"waitSeconds": "300"')).toMatchObject({
      ok: false,
      error: { line: lineOf('"waitSeconds": 300'), path: 'profiles.standard.screen-lock.limits.waitSeconds' },
    });
  });

  test('a limit that is missing: the line of what should hold it', () => {
    const result = broken('"maxAge": "P2M"', '');
    expect(result).toMatchObject({
      ok: false,
      error: { path: 'profiles.standard.password-age.limits.maxAge' },
    });
  });

  test('a limit that nobody knows', () => {
    expect(broken('"signatureDays": 7', '"signatureDays": 7, "days": 1')).toMatchObject({
      ok: false,
      error: { line: lineOf('"signatureDays": 7'), trouble: { id: 'unknown-key', values: { key: 'days' } } },
    });
  });

  test('days for which no key is used: too few, too many, not whole', () => {
    for (const days of ['0', '3651', '1.5', '"365"', 'null'])
      expect(broken('"keyDays": 365', `"keyDays": ${days}`)).toMatchObject({
        ok: false,
        error: { line: 3, path: 'keyDays' },
      });
  });

  test('a key that stands twice', () => {
    expect(broken('"version": 1,', '"version": 1,\n  "version": 2,')).toMatchObject({
      ok: false,
      error: { line: 3, trouble: { id: 'twice' } },
    });
  });

  test('a span that is no calendar span', () => {
    expect(broken('"maxAge": "P2M"', '"maxAge": "PT60M"')).toMatchObject({
      ok: false,
      error: { trouble: { id: 'span' } },
    });
  });

  test('nesting that no parser bears', () => {
    const text = `{\n  "version": ${'['.repeat(100_000)}${']'.repeat(100_000)}\n}`;
    expect(decodePolicy(text)).toMatchObject({
      ok: false,
      error: { line: 2, column: 14 + 99, trouble: { id: 'too-deep', values: { deepest: 100 } } },
    });
    expect(decodePolicy(`{"version": "${'['.repeat(1000)}"}`)).toMatchObject({
      error: { trouble: { id: 'type.number' } },
    });
  });

  test('a zero wait, which some systems take for never', () => {
    expect(broken('"waitSeconds": 300', '"waitSeconds": 0')).toMatchObject({ ok: false });
  });
});

test('rules of a later version are kept, and judged by nobody', () => {
  const policy = defaultPolicy();
  const later = { severity: 'required', limits: { anything: [1] } };
  const text = JSON.stringify({
    ...policy,
    profiles: { ...policy.profiles, standard: { ...policy.profiles.standard, 'screen-hologram': later } },
  });
  expect(decodePolicy(text)).toMatchObject({
    ok: true,
    policy: { profiles: { standard: { 'screen-hologram': later } } },
    unknownRules: [{ rule: 'screen-hologram', nearest: null }],
  });
});

test('a misspelt rule is named where it stands first, with the one that was meant', () => {
  const result = decodePolicy(good.replaceAll('"antivirus"', '"anti-virus"'));
  expect(result).toMatchObject({
    ok: true,
    unknownRules: [
      {
        rule: 'anti-virus',
        nearest: 'antivirus',
        path: 'profiles.standard.anti-virus',
        line: lineOf('"antivirus"'),
        column: 7,
      },
    ],
  });
});

test('a byte order mark, as Windows editors write it, is no part of a policy', () => {
  expect(decodePolicy(`\uFEFF${good}`)).toMatchObject({ ok: true });
  expect(decodePolicy('\uFEFF{\n  oops')).toMatchObject({ error: { line: 2, column: 3 } });
});

test('any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodePolicy(text).ok).toBe(false);
    }),
  );
});

test('any JSON is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      const result = decodePolicy(text);
      if (!result.ok) expect(result.error.line).toBeGreaterThan(0);
    }),
  );
});

test('a policy cut or scratched anywhere is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(40), fc.string({ maxLength: 5 }), (at, cut, scrap) => {
      const result = decodePolicy(good.slice(0, at) + scrap + good.slice(at + cut));
      expect(typeof result.ok).toBe('boolean');
    }),
  );
});

test('a policy that says nothing of the key’s days keeps 365, from a person and from an endpoint alike', () => {
  const { keyDays: _none, ...earlier } = defaultPolicy();
  const read = decodePolicy(JSON.stringify(earlier));
  expect(read.ok && read.policy.keyDays).toBe(365);
  const delivered = readDelivered(earlier);
  expect(delivered.ok && delivered.policy.keyDays).toBe(365);
  const shorter = readDelivered({ ...earlier, keyDays: 90 });
  expect(shorter.ok && shorter.policy.keyDays).toBe(90);
  expect(readDelivered({ ...earlier, keyDays: 0 })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('keyDays'),
  });
});
