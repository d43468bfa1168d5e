import fs from 'node:fs';
import { fileProtector } from '../../src/agent/identity.ts';
import { PolicyStore } from '../../src/agent/policy/policy-store.ts';
import { Reporting } from '../../src/agent/reporting.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { machine } from './machine.ts';
import { dieBeforeFile } from './mortal-files.ts';

/*
 * Takes IT's reply in, for reply-kill.test.ts: FOLDER REPLY STEP. It kills itself for real before it removes or renames
 * its STEPth file (from 0) since it began with the reply; with STEP -1 never.
 */
const [folder = '', reply = '', step = ''] = process.argv.slice(2);
let isTaking = false;
dieBeforeFile(Number(step), () => isTaking);

const none = () => undefined;
const log = { info: none, warn: none, error: none };
const reporting = await Reporting.open({
  ...{ folder, log, onChange: none, onAssigned: none, onPolicy: none, onSignOff: none, onSignedOff: none },
  settings: openSettings(folder, log),
  keyProtector: fileProtector,
  describe: machine().platform.describeDevice,
  now: () => new Date(),
  policies: new PolicyStore({ folder, log, builtIn: defaultPolicy() }),
});
const text = fs.readFileSync(reply, 'latin1');
isTaking = true;
await reporting.byFile.takeReply(text);
await reporting.close();
process.exit(0);
