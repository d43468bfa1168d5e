import fc from 'fast-check';
import { test } from 'vitest';
import { parseXauthority } from '../../../src/probes/linux/x-server.ts';

test('any bytes are an authority file of as many entries as are whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseXauthority(Buffer.from(bytes))),
  );
});
