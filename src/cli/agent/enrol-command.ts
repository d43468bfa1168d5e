import { existsSync, mkdirSync } from 'node:fs';
import { beginJoining, endJoining } from '../../agent/enrolment/joining.ts';
import type { SigningDeps } from '../../agent/enrolment/sign-enrolment.ts';
import { type EnrolmentOutcome, enrolDevice } from '../../agent/enrolment.ts';
import { isFolderHeld } from '../../agent/files/folder-lock.ts';
import { readSmallFile } from '../../agent/files/read-small-file.ts';
import { takeUpKey } from '../../agent/identity/key-beside.ts';
import { fileProtector, openIdentity, withChip } from '../../agent/identity.ts';
import { describeError, type Log } from '../../agent/log.ts';
import { describeOnce } from '../../agent/scanner/describe-device.ts';
import { finishWipe } from '../../agent/wipe.ts';
import { maxEnrolmentFileBytes } from '../../protocol/enrolment-file.ts';
import type { Translator } from '../../ui/locales/translate.ts';
import type { Command } from './arguments.ts';
import type { ExitCode, Program } from './program.ts';

/** Joins the endpoint that IT's string or file names. An agent that is running takes it up by itself. */
export async function enrolCommand(
  program: Program,
  { stringOrFile, newKey }: Extract<Command, { name: 'enrol' }>,
  log: Log,
): Promise<ExitCode> {
  const { folder, settings, words } = program;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    program.printError(words.t('cli:agent.error.no-folder', { folder, detail: describeError(error) }));
    return 2;
  }
  const machine = await program.machine();
  const keyProtector = withChip(fileProtector, machine.keyChip());
  // What a killed agent left of a sign-off goes first: its key is refused, and nothing of it belongs to the new device.
  if (!isFolderHeld(folder)) await finishWipe({ folder, settings, keyProtector, log });
  const was = settings.get('enrolment');
  const asks = {
    folder,
    keyProtector,
    description: await describeOnce(machine.platform(), log)(),
    ...(newKey && { newKey: { was } }),
  };
  // Asked before that key is gone.
  const isSilent = newKey && was !== null && !(await openIdentity(folder, keyProtector)).ok;
  const tellOfSilence = (): void => {
    if (isSilent) program.print(words.t('cli:agent.enrol.old-key-silent', { device: was.device }));
  };
  if (existsSync(stringOrFile)) {
    const code = await joinByFile(program, stringOrFile, asks);
    if (code === 0) tellOfSilence();
    return code;
  }
  const outcome = await enrolDevice(stringOrFile, asks);
  if (!outcome.ok) {
    program.printError(whyNot(words, outcome));
    return outcome.reason === 'bad-string' ? 2 : 1;
  }
  if (!settings.set('enrolment', outcome.enrolment)) {
    program.printError(words.t('cli:agent.enrol.not-stored', { detail: folder }));
    return 1;
  }
  await takeUpKey(folder, keyProtector, outcome.enrolment.key);
  endJoining(folder, log);
  program.print(words.t('cli:agent.enrol.done', outcome.enrolment));
  if (newKey && was !== null) program.print(words.t('cli:agent.enrol.new-key', { device: was.device }));
  tellOfSilence();
  return 0;
}

/** Where no network leads to the endpoint: what is exported next asks for it, and the reply answers. */
async function joinByFile(
  { words, print, printError }: Program,
  file: string,
  asks: SigningDeps,
): Promise<ExitCode> {
  const read = readSmallFile(file, maxEnrolmentFileBytes, 'bad-file');
  const outcome = read.ok ? await beginJoining(read.text, { ...asks, now: new Date() }) : read;
  if (outcome.ok) {
    print(words.t('by-file:join.begun'));
    if (asks.newKey?.was) print(words.t('by-file:join.own-key', { device: asks.newKey.was.device }));
    return 0;
  }
  printError(words.t(`by-file:join.${outcome.reason}`, { file, detail: outcome.detail }));
  return outcome.reason === 'bad-file' ? 2 : 1;
}

/** What is not taken for the endpoint has the same words everywhere. */
function whyNot(
  { t, has }: Translator,
  { reason, detail }: Extract<EnrolmentOutcome, { ok: false }>,
): string {
  if (!has(`connection:${reason}`)) return t(`cli:agent.enrol.${reason}`, { detail });
  return t('cli:agent.with-detail', { sentence: t(`connection:${reason}`), detail });
}
