import { readFileSync, statSync } from 'node:fs';
import { describeOnce } from '../../agent/describe-device.ts';
import { lockFolder } from '../../agent/folder-lock.ts';
import { handOver } from '../../agent/handed-reply.ts';
import { fileProtector, withChip } from '../../agent/identity.ts';
import { describeError, type Log } from '../../agent/log.ts';
import { PolicyStore } from '../../agent/policy-store.ts';
import { Reporting } from '../../agent/reporting.ts';
import { checkReply, type ReplyOutcome } from '../../agent/take-reply.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import { maxBundleBytes } from '../../protocol/bundle.ts';
import type { ExitCode, Program } from './program.ts';

/** Takes in the endpoint's reply to an exported file; an agent that is running does it itself. */
export async function importCommand(program: Program, file: string, log: Log): Promise<ExitCode> {
  const { folder, settings, words } = program;
  const text = readReplyFile(program, file);
  if (text === null) return 2;
  const checked = checkReply(text, settings.get('enrolment'));
  if (!checked.ok) return tell(program, file, checked);
  const lock = lockFolder(folder, log);
  if (!lock.ok) {
    await handOver(folder, text);
    program.print(words.t('cli:agent.import.handed-over'));
    return 0;
  }
  const reporting = await openReporting(program, log);
  const outcome = await reporting.takeReply(text);
  await reporting.close();
  lock.release();
  return tell(program, file, outcome);
}

/** A file of any size may lie on a stick; only what can be a reply is read. */
function readReplyFile({ words, printError }: Program, file: string): string | null {
  try {
    if (statSync(file).size <= maxBundleBytes) return readFileSync(file, 'latin1');
    printError(words.t('cli:agent.import.not-a-reply', { file }));
  } catch (error) {
    printError(words.t('cli:agent.import.unread', { file, detail: describeError(error) }));
  }
  return null;
}

async function openReporting(program: Program, log: Log): Promise<Reporting> {
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
  });
}

function tell({ words, print, printError }: Program, file: string, outcome: ReplyOutcome): ExitCode {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`cli:agent.import.${key}`, values);
  if (!outcome.ok) {
    printError(say(outcome.reason, { file }));
    return 1;
  }
  const { acknowledged, refused, waiting, policy, assigned } = outcome;
  print(say('acknowledged', { count: acknowledged }));
  if (refused > 0) print(say('refused', { count: refused }));
  if (waiting > 0) print(say('waiting', { count: waiting }));
  if (policy !== null) print(say(policy.taken ? 'policy' : 'policy-refused', { version: policy.version }));
  if (assigned) print(say('assigned'));
  return policy?.taken === false ? 1 : 0;
}
