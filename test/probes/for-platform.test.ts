import { expect, test } from 'vitest';
import { factNames, observedFacts } from '../../src/facts/registry.ts';
import { forPlatform } from '../../src/probes/for-platform.ts';

test.each([
  ['linux', 'linux'],
  ['darwin', 'macos'],
  ['win32', 'windows'],
] as const)('%s has a probe for every fact that need not be observed, once', async (node, os) => {
  const platform = (await forPlatform(node)).platform();
  expect(platform.os).toBe(os);
  const probed = platform.probes.map((probe) => probe.fact);
  expect([...probed, ...observedFacts].sort()).toEqual([...factNames].sort());
  for (const { budgetMs } of platform.probes) expect(budgetMs).toBeGreaterThan(0);
});

test('a system that is not read yet says so', async () => {
  await expect(forPlatform('aix')).rejects.toThrow('aix');
});
