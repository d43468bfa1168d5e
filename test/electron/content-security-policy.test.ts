import { expect, test } from 'vitest';
import { securityHeaders } from '../../electron/content-security-policy.ts';

const policy = new Map(
  (securityHeaders['content-security-policy'] ?? '').split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources] as const;
  }),
);

test('what is not named is forbidden', () => {
  expect(policy.get('default-src')).toEqual(["'none'"]);
});

test('nothing inline, nothing evaluated, nothing from elsewhere', () => {
  const sources = [...policy.values()].flat();
  expect([...new Set(sources)].sort()).toEqual(["'none'", "'script'", "'self'"]);
});

test('the page reaches no network and is framed by nobody', () => {
  expect(policy.get('connect-src')).toEqual(["'none'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
});
