import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { machine } from './machine.ts';
import { dieBeforeFile } from './mortal-files.ts';

/*
 * An agent that reports once, for wipe-kill.test.ts: FOLDER STEP. It kills itself for real before it removes or renames
 * its STEPth file (from 0) since IT's confirmation arrived; with STEP -1 never.
 */
const [folder = '', step = ''] = process.argv.slice(2);
let isWiping = false;
dieBeforeFile(Number(step), () => isWiping);

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
