import { join } from 'node:path';
import { replaceFile } from '../../agent/files/durable-file.ts';
import { lockFolder } from '../../agent/files/folder-lock.ts';
import { rotationWishFileName } from '../../agent/identity/key-rotation.ts';
import { fileProtector, nameOfKey, openIdentity, withChip } from '../../agent/identity.ts';
import type { Log } from '../../agent/log.ts';
import { openReporting } from './open-reporting.ts';
import type { ExitCode, Program } from './program.ts';

/** Gives this device a new key; an agent that is running does it itself. */
export async function rotateKeyCommand(program: Program, log: Log): Promise<ExitCode> {
  const { folder, settings, words, print, printError } = program;
  const say = (key: string, values?: Record<string, unknown>) =>
    words.t(`cli:agent.rotate-key.${key}`, values);
  if (settings.get('enrolment') === null) {
    printError(say('not-enrolled'));
    return 1;
  }
  const before = nameOfKey(folder);
  const lock = lockFolder(folder, log);
  await replaceFile(join(folder, rotationWishFileName), '');
  if (!lock.ok) {
    print(say('handed-over'));
    return 0;
  }
  if (await isKeyElsewhere(program)) {
    lock.release();
    printError(say('elsewhere'));
    return 1;
  }
  const reporting = await openReporting(program, log);
  reporting.wake();
  await reporting.settled();
  await reporting.close();
  lock.release();
  const key = nameOfKey(folder);
  const isChanged = key !== before;
  (isChanged ? print : printError)(say(isChanged ? 'done' : 'not-yet', { key }));
  return isChanged ? 0 : 1;
}

/** The desktop's keyring has it: the agent there finds the wish. */
async function isKeyElsewhere({ folder, machine }: Program): Promise<boolean> {
  const opened = await openIdentity(folder, withChip(fileProtector, (await machine()).keyChip()));
  return !opened.ok && opened.reason === 'protected-elsewhere';
}
