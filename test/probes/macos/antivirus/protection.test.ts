import { expect, test } from 'vitest';
import { parseGatekeeper, parseIntegrity } from '../../../../src/probes/macos/antivirus/protection.ts';

test.each([
  ['System Integrity Protection status: enabled.\n', 'on'],
  ['System Integrity Protection status: disabled.\n', 'off'],
  [
    'System Integrity Protection status: unknown (Custom Configuration).\n\nConfiguration:\n\tApple Internal: disabled\n',
    'unknown',
  ],
  ['Systemintegritätsschutz: aktiviert', 'unknown'],
  ['', 'unknown'],
])('integrity: %j is %s', (output, state) => {
  expect(parseIntegrity(output)).toBe(state);
});

test.each([
  ['assessments enabled\n', 'on'],
  ['assessments disabled\n', 'off'],
  ['\nassessments disabled\n', 'off'],
  ['no assessments enabled\n', 'unknown'],
  ['', 'unknown'],
])('Gatekeeper: %j is %s', (output, state) => {
  expect(parseGatekeeper(output)).toBe(state);
});
