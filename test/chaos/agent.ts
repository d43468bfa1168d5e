import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileProtector } from '../../src/agent/identity.ts';
import { sha256 } from '../../src/agent/outbox/canonical-json.ts';
import { PolicyStore } from '../../src/agent/policy/policy-store.ts';
import { Reporting } from '../../src/agent/reporting.ts';
import { scan } from '../../src/agent/scanner/scan.ts';
import type { Enrolment } from '../../src/agent/settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { memorySettings } from '../agent/memory-settings.ts';

/*
 * What an agent does between a scan and the endpoint, as fast as its reports leave, until it is killed: FOLDER ENROLMENT
 * NAME. Says `> digest` before it keeps an assessment and `+ digest` once it is kept. Told to end (on standard input), it
 * sends what waits and says `done`.
 */
const [folder = '', enrolment = '', name = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const { platform } = machine();
const basis = { policy: defaultPolicy(), profile: 'standard', assignment: noAssignment } as const;
const settings = memorySettings();
settings.set('enrolment', JSON.parse(enrolment) as Enrolment);
const mostWaiting = 100;
let ending = false;
process.stdin.once('data', () => {
  ending = true;
});

const reporting = await Reporting.open({
  folder,
  settings,
  keyProtector: fileProtector,
  log: { info: () => undefined, warn: () => undefined, error: (line) => say(`! ${line}`) },
  describe: platform.describeDevice,
  now: () => new Date(),
  onChange: () => undefined,
  onAssigned: () => undefined,
  policies: new PolicyStore({ folder, log: keptLog(), builtIn: basis.policy }),
  onPolicy: () => undefined,
  onSignOff: () => undefined,
  onSignedOff: () => undefined,
});
const assessment = await scan(platform, basis, () => new Date());
const waiting = (): number => {
  const state = reporting.state();
  return 'waiting' in state ? state.waiting : 0;
};
say('begun');
for (let count = 0; !ending; count += 1) {
  const digest = sha256(`${name} ${count}`);
  say(`> ${digest}`);
  await reporting.queue({ ...assessment, digest });
  say(`+ ${digest}`);
  // An outbox that grows all the while would be full some day, and rightly take in no more.
  do {
    await setTimeout(Math.random() * 12);
    // As a scan would: after a loss the reporter else waits longer each time, as it should.
    reporting.wake();
  } while (waiting() > mostWaiting && !ending);
}
while (reporting.state().state !== 'up-to-date') {
  reporting.wake();
  await reporting.settled();
}
await reporting.close();
say('done');
process.exit(0);
