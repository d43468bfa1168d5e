import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkWishFileName, wishCheck } from '../../../src/agent/scanner/check-wish.ts';
import { machine } from '../machine.ts';
import { startAgent } from '../start-agent.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { testEndpoint } from '../test-endpoint.ts';

const wishIn = (folder: string): boolean => existsSync(join(folder, checkWishFileName));

test('a wish that another program leaves is a check and a report, as if somebody had pressed the button', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  const { agent, folder } = await startAgent(device);
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  const before = endpoint.reports.length;
  device.facts.wait = 200;
  await wishCheck(folder);
  await expect.poll(() => endpoint.reports.length).toBe(before + 1);
  expect(wishIn(folder)).toBe(false);
});

test('a wish that an agent left undone is done by the first scan of the next', async () => {
  const folder = temporaryFolder();
  await wishCheck(folder);
  const { agent } = await startAgent(machine(), { folder });
  await agent.settled();
  expect(wishIn(folder)).toBe(false);
  expect(agent.state().assessment).not.toBeNull();
});
