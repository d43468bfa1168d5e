import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { machine } from './machine.ts';

/*
 * An agent that reports once, for wipe-kill.test.ts: FOLDER STEP. It kills itself for real before it removes or renames
 * its STEPth file (from 0) since IT's confirmation arrived; with STEP -1 never.
 */
const [folder = '', step = ''] = process.argv.slice(2);
let isWiping = false;
let steps = 0;

function dieInTime<Work extends (...given: never[]) => unknown>(work: Work): Work {
  const mortal = (...given: Parameters<Work>): unknown => {
    if (isWiping && steps++ === Number(step)) process.kill(process.pid, 'SIGKILL');
    return work(...given);
  };
  return mortal as Work;
}

fs.rmSync = dieInTime(fs.rmSync);
fs.renameSync = dieInTime(fs.renameSync as (from: string, to: string) => void) as typeof fs.renameSync;
promises.rename = dieInTime(promises.rename);
syncBuiltinESMExports();

const log = {
  info: (line: string) => {
    if (line.startsWith('IT has confirmed')) isWiping = true;
  },
  warn: () => undefined,
  error: () => undefined,
};
const agent = createAgent({
  platform: machine().platform,
  folder,
  settings: openSettings(folder, log),
  keyProtector: fileProtector,
  policy: defaultPolicy(),
  log,
  // An hour after the report of its enrolment.
  now: () => new Date(Date.now() + 3_600_000),
});
await agent.start();
await agent.settled();
if (agent.state().signOff?.state !== 'signed-off') await agent.scan('user').catch(() => undefined);
await agent.settled();
await agent.stop();
