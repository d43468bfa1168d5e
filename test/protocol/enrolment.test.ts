import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatEnrolmentString, parseEnrolmentString } from '../../src/protocol/enrolment.ts';

const token = 'abcdefghijklmnop-_123';

test.each(['127.0.0.1', 'localhost', '[::1]'])('what IT hands out for %s is understood', (host) => {
  expect(parseEnrolmentString(`  ${formatEnrolmentString(host, 7411, token)}\n`)).toEqual({
    origin: `http://${host}:7411`,
    token,
  });
});

describe('refused', () => {
  test.each([
    ['plain HTTP to another machine', `deskward://endpoint.example:7411/?token=${token}`],
    ['a name that only looks like loopback', `deskward://127.0.0.1.example:7411/?token=${token}`],
    ['another scheme', `http://127.0.0.1:7411/?token=${token}`],
    ['a port that no computer has', `deskward://127.0.0.1:70000/?token=${token}`],
    ['no token', 'deskward://127.0.0.1:7411/?token='],
    ['a user in front of the host', `deskward://x@127.0.0.1:7411/?token=${token}`],
    ['more behind the token', `deskward://127.0.0.1:7411/?token=${token}&origin=http://x`],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(parseEnrolmentString(text)).toBeNull();
  });
});

test('any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseEnrolmentString(text)).toBeNull();
    }),
  );
});
