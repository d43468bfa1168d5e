// npm run test:chaos [-- SHARE], npm run test:fuzz [-- SHARE]: the tests of which `npm test` tries a little, tried to the
// full, or to that share of it (0.1: a tenth).

import { bringPackages } from './bring.mjs';
import { CannotGoOn, runMain } from './say.mjs';

const patterns = {
  chaos: ['test/chaos', '-kill.test', 'server/kill.test'],
  // Every edge at which something arrives that others wrote: the wire, bundles, policies, the popup, stored files, the system.
  fuzz: [
    'fuzz.test',
    'test/bundle',
    'test/server/bundle',
    'test/protocol',
    'test/policy/policy',
    'test/ipc',
    'test/agent/outbox.test',
    'test/evidence',
    'test/probes',
  ],
};
const [name, share = '1'] = process.argv.slice(2);

await runMain(async () => {
  if (!(name in patterns) || !(Number(share) > 0))
    throw new CannotGoOn('chaos or fuzz, then a share such as 0.1');
  await bringPackages();
  const { runTool } = await import('./test/run-tool.mjs');
  const args = ['run', '--config', 'test/vitest.config.ts', ...patterns[name]];
  return runTool('vitest/vitest.mjs', args, { env: { DESKWARD_EFFORT: share } });
});
