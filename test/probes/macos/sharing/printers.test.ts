import { expect, test } from 'vitest';
import { parseSharesPrinters } from '../../../../src/probes/macos/sharing/printers.ts';

test.each([
  ['_debug_logging=0\n_share_printers=1\nWebInterface=No\n', true],
  ['_debug_logging=0\n_share_printers=0\nWebInterface=No\n', false],
  ['_share_printers=\n', undefined],
  ['x_share_printers=1\n', undefined],
  ['cupsctl: Unable to connect to server: Bad file descriptor\n', undefined],
  ['', undefined],
])('%j is %s', (output, shared) => {
  expect(parseSharesPrinters(output)).toBe(shared);
});
