import { isFolderHeld } from '../../agent/files/folder-lock.ts';
import { wishCheck } from '../../agent/scanner/check-wish.ts';
import type { ExitCode, Program } from './program.ts';

/** Has the agent that runs check this computer and report, as its popup's button does. */
export async function checkCommand({ folder, words, print, printError }: Program): Promise<ExitCode> {
  if (!isFolderHeld(folder)) {
    printError(words.t('cli:agent.check.not-running'));
    return 1;
  }
  await wishCheck(folder);
  print(words.t('cli:agent.check.handed-over'));
  return 0;
}
