import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatEnrolmentString, isSafeAddress, parseEnrolmentString } from '../../src/protocol/enrolment.ts';

const token = 'abcdefghijklmnop-_123';

test.each(['127.0.0.1', 'localhost', '[::1]'])('what IT hands out for %s is understood', (host) => {
  expect(parseEnrolmentString(`  ${formatEnrolmentString(host, 7411, token)}\n`)).toEqual({
    origin: `http://${host}:7411`,
    pin: null,
    token,
  });
});

const pin = '0a'.repeat(32);

test.each(['endpoint.example', '10.0.0.5', '[fd00::2]', 'localhost'])(
  'with a pin it is HTTPS, wherever that is: %s',
  (host) => {
    const address = { origin: `https://${host}:8470`, pin };
    expect(parseEnrolmentString(formatEnrolmentString(host, 8470, token, pin))).toEqual({
      ...address,
      token,
    });
    expect(parseEnrolmentString(formatEnrolmentString(host, 8470, token, pin.toUpperCase()))?.pin).toBe(pin);
    expect(isSafeAddress(address)).toBe(true);
    expect(isSafeAddress({ ...address, pin: null })).toBe(false);
    expect(isSafeAddress({ origin: `http://${host}:8470`, pin })).toBe(false);
  },
);

describe('refused', () => {
  test.each([
    ['plain HTTP to another machine', `deskward://endpoint.example:7411/?token=${token}`],
    ['a name that only looks like loopback', `deskward://127.0.0.1.example:7411/?token=${token}`],
    ['another scheme', `http://127.0.0.1:7411/?token=${token}`],
    ['a port that no computer has', `deskward://127.0.0.1:70000/?token=${token}`],
    ['no token', 'deskward://127.0.0.1:7411/?token='],
    ['a user in front of the host', `deskward://x@127.0.0.1:7411/?token=${token}`],
    ['more behind the token', `deskward://127.0.0.1:7411/?token=${token}&origin=http://x`],
    ['a pin that was cut off', `deskward://endpoint.example:7411/?token=${token}&pin=sha256:${pin.slice(1)}`],
    ['a pin of another kind', `deskward://endpoint.example:7411/?token=${token}&pin=sha1:${pin}`],
    ['a pin without what it is', `deskward://endpoint.example:7411/?token=${token}&pin=${pin}`],
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
