import { handOver } from '../../agent/by-file/handed-reply.ts';
import { checkReply, type ReplyOutcome } from '../../agent/by-file/take-reply.ts';
import { lockFolder } from '../../agent/files/folder-lock.ts';
import { readSmallFile } from '../../agent/files/read-small-file.ts';
import type { Log } from '../../agent/log.ts';
import { maxBundleBytes } from '../../protocol/bundle.ts';
import { openReporting } from './open-reporting.ts';
import type { ExitCode, Program } from './program.ts';

/** Takes in the endpoint's reply to an exported file; an agent that is running does it itself. */
export async function importCommand(program: Program, file: string, log: Log): Promise<ExitCode> {
  const { folder, settings, words } = program;
  const read = readSmallFile(file, maxBundleBytes, 'not-a-reply');
  if (!read.ok) {
    program.printError(words.t(`by-file:import.${read.reason}`, { file, detail: read.detail }));
    return 2;
  }
  const { text } = read;
  const checked = checkReply(text, folder, settings.get('enrolment'));
  if (!checked.ok) return tell(program, file, checked);
  const lock = lockFolder(folder, log);
  if (!lock.ok) {
    await handOver(folder, text);
    program.print(words.t('by-file:import.handed-over'));
    return 0;
  }
  const reporting = await openReporting(program, log);
  const outcome = await reporting.byFile.takeReply(text);
  // No agent runs that would do it.
  if (outcome.ok && outcome.signOff === 'confirmed') await reporting.forgetAll();
  await reporting.close();
  lock.release();
  return tell(program, file, outcome);
}

function tell({ words, print, printError }: Program, file: string, outcome: ReplyOutcome): ExitCode {
  const say = (key: string, values?: Record<string, unknown>) => words.t(`by-file:import.${key}`, values);
  if (!outcome.ok) {
    printError(say(outcome.reason, { file }));
    return 1;
  }
  const { joined, acknowledged, refused, waiting, policy, assigned, keyChanged, keyShared, signOff } =
    outcome;
  if (signOff === 'confirmed') {
    print(say('sign-off-confirmed'));
    return 0;
  }
  if (joined) print(say('joined'));
  else print(say('acknowledged', { count: acknowledged }));
  if (refused > 0) print(say('refused', { count: refused }));
  if (waiting > 0) print(say('waiting', { count: waiting }));
  if (policy !== null) print(say(policy.taken ? 'policy' : 'policy-refused', { version: policy.version }));
  if (assigned) print(say('assigned'));
  if (keyChanged) print(say('key-changed'));
  if (keyShared !== null) print(say(`key-shared-${keyShared}`));
  if (signOff !== null) print(say(`sign-off-${signOff}`));
  return policy?.taken === false ? 1 : 0;
}
