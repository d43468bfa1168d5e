import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDisabledServices } from '../../../../src/probes/macos/sharing/launchd-overrides.ts';

test('both forms, of before and of macOS 13: the list is of disabled services, so true is "disabled"', () => {
  const words =
    'disabled services = {\n\t\t"com.apple.smbd" => disabled\n\t\t"com.openssh.sshd" => enabled\n}';
  const booleans = 'disabled services = {\n\t"com.apple.smbd" => true\n\t"com.openssh.sshd" => false\n}';
  for (const output of [words, booleans]) {
    const services = parseDisabledServices(output);
    expect(services?.get('com.apple.smbd')).toBe(false);
    expect(services?.get('com.openssh.sshd')).toBe(true);
    expect(services?.get('com.apple.screensharing')).toBeUndefined();
  }
});

test('what a label has to say is said by the whole label', () => {
  const services = parseDisabledServices(
    'disabled services = {\n\t"org.example.com.apple.smbd" => enabled\n}',
  );
  expect(services?.get('com.apple.smbd')).toBeUndefined();
});

test.each(['', 'Could not find domain for system', '"com.apple.smbd" => disabled'])(
  'no list: %j',
  (output) => {
    expect(parseDisabledServices(output)).toBeUndefined();
  },
);

test('whatever the list holds, it answers', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const services = parseDisabledServices(`disabled services = {\n${text}\n}`);
      expect(services?.size).toBeGreaterThanOrEqual(0);
    }),
  );
});
