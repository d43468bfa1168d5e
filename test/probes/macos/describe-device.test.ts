import { hostname, totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { describeDevice } from '../../../src/probes/macos/describe-device.ts';

test('this computer is described; what it does not tell is empty, not a filler', async () => {
  const device = await describeDevice();
  expect(device).toMatchObject({ hostname: hostname(), memoryBytes: totalmem() });
  expect(device.osName).not.toBe('');
  for (const text of [device.manufacturer, device.model, device.serial, device.cpu])
    expect(text).not.toMatch(/^(-|unknown|not specified)$/i);
});
