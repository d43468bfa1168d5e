import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { sha256 } from '../../src/agent/outbox/canonical-json.ts';
import { PolicyStore } from '../../src/agent/policy/policy-store.ts';
import { Reporting } from '../../src/agent/reporting.ts';
import { scan } from '../../src/agent/scanner/scan.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { machine } from './machine.ts';

/*
 * An agent that reports and changes its key all the while, until it is killed or told to end (on standard input), for
 * rotation-kill.test.ts: FOLDER NAME. Says `+ digest` once an assessment is kept.
 */
const [folder = '', name = ''] = process.argv.slice(2);
const say = (line: string) => void writeSync(1, `${line}\n`);
const log = { info: () => undefined, warn: () => undefined, error: (line: string) => say(`! ${line}`) };
const { platform } = machine();
const basis = { policy: defaultPolicy(), profile: 'standard', assignment: noAssignment } as const;
let ending = false;
process.stdin.once('data', () => {
  ending = true;
});
const none = () => undefined;
const reporting = await Reporting.open({
  ...{ folder, log, onChange: none, onAssigned: none, onPolicy: none, onSignOff: none, onSignedOff: none },
  settings: openSettings(folder, log),
  keyProtector: fileProtector,
  describe: platform.describeDevice,
  now: () => new Date(),
  policies: new PolicyStore({ folder, log, builtIn: basis.policy }),
});
const assessment = await scan(platform, basis, () => new Date());
say('begun');
for (let count = 0; !ending; count += 1) {
  const digest = sha256(`${name} ${count}`);
  if (count % 3 === 1) writeFileSync(join(folder, rotationWishFileName), '');
  await reporting.queue({ ...assessment, digest });
  say(`+ ${digest}`);
  reporting.wake();
  if (count % 3 === 2) await reporting.settled();
}
// Once at least: the life before it may have died between the endpoint's yes to a key and its use.
do {
  reporting.wake();
  await reporting.settled();
} while (reporting.state().state !== 'up-to-date');
await reporting.close();
say('done');
process.exit(0);
