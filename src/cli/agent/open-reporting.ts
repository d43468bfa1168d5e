import { fileProtector, withChip } from '../../agent/identity.ts';
import type { Log } from '../../agent/log.ts';
import { PolicyStore } from '../../agent/policy/policy-store.ts';
import { Reporting } from '../../agent/reporting.ts';
import { describeOnce } from '../../agent/scanner/describe-device.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import type { Program } from './program.ts';

/** What reports from this folder, for a command. Only while the folder's lock is held. */
export async function openReporting(program: Program, log: Log): Promise<Reporting> {
  const { folder, settings } = program;
  const machine = await program.machine();
  const policies = new PolicyStore({ folder, log, builtIn: defaultPolicy() });
  policies.follow(settings.get('enrolment'));
  return Reporting.open({
    folder,
    settings,
    log,
    policies,
    keyProtector: withChip(fileProtector, machine.keyChip()),
    describe: describeOnce(machine.platform(), log),
    now: () => new Date(),
    onChange: () => undefined,
    onAssigned: () => undefined,
    onPolicy: () => undefined,
    onSignOff: () => undefined,
    onSignedOff: () => undefined,
  });
}
