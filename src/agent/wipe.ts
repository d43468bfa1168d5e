import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assignmentFileName } from './assignment.ts';
import { handedReplyFileName } from './by-file/handed-reply.ts';
import { joiningFileName, readJoining } from './enrolment/joining.ts';
import { syncFolder } from './files/durable-file.ts';
import { keysBeside } from './identity/key-beside.ts';
import { rotationWishFileName } from './identity/key-rotation.ts';
import { sharedKeyFileName } from './identity/shared-key.ts';
import { type KeyProtector, keyFileName, removeIdentity } from './identity.ts';
import { journalFileName } from './journal.ts';
import { describeError, type Log } from './log.ts';
import { mediaFileName, observationFileName, updatesFileName } from './observe/observation-file.ts';
import { reserveFileName } from './outbox/sequence-reserve.ts';
import { refusedFileName } from './outbox/set-aside.ts';
import { outboxFileName } from './outbox.ts';
import { policyFileName } from './policy/policy-store.ts';
import { distrustFileName } from './reporting/last-distrust.ts';
import { checkWishFileName } from './scanner/check-wish.ts';
import type { Settings } from './settings.ts';
import { type ConfirmedSignOff, deviceOf, keepSignOff, readSignOff, type SignOff } from './sign-off.ts';
import { statementFileName } from './statements/statement-box.ts';
import { trainingFileName } from './training.ts';

const keyFiles = [keyFileName, ...Object.values(keysBeside)];
/** What this device was given, has seen and has said. */
const names = [
  ...[...keyFiles, outboxFileName, refusedFileName, reserveFileName, statementFileName],
  ...[assignmentFileName, policyFileName, journalFileName, observationFileName, trainingFileName],
  ...[mediaFileName, updatesFileName, handedReplyFileName, distrustFileName],
  ...[sharedKeyFileName, joiningFileName, rotationWishFileName, checkWishFileName],
];
/** Named by what is in them: outboxes that were set aside; the last scan, the last report, what was last read of a fact. */
const namedForContent = [/^outbox-(damaged|unsent)-\d+\.log$/, /^last-[a-z-]+\.json(\.|$)/];

export interface WipeDeps {
  readonly folder: string;
  readonly settings: Settings;
  readonly keyProtector: KeyProtector;
  readonly log: Log;
}

/**
 * Key, enrolment, outbox and state leave the disk; language, log and everything that is not the agent's stay. The key goes
 * first: from then on nobody can speak for this device. Done twice it does no harm.
 * @returns whether all of it is gone.
 */
export async function wipe({ folder, settings, keyProtector, log }: WipeDeps): Promise<boolean> {
  try {
    for (const file of keyFiles) await removeIdentity(folder, keyProtector, file);
    if (settings.get('enrolment') !== null && !settings.set('enrolment', null)) return false;
    for (const name of readdirSync(folder).filter(isOurs)) rmSync(join(folder, name), { force: true });
    await syncFolder(folder);
    return true;
  } catch (error) {
    log.error(
      `Not everything could be removed; it is tried again at the next start: ${describeError(error)}`,
    );
    return false;
  }
}

/**
 * What a crash left of a wipe, and what somebody wrote beside it since, go before anything is opened. A device that
 * joined anew meanwhile has nothing to forget.
 */
export async function finishWipe(deps: WipeDeps): Promise<void> {
  const held = readSignOff(deps.folder);
  if (!isToForget(held, deps.settings)) return;
  if (held.state === 'signed-off' && readJoining(deps.folder, deps.settings.get('enrolment')) !== null)
    return;
  if (await wipe(deps)) await keepSignOff(deps.folder, { ...held, state: 'signed-off' }, deps.log);
}

/** Whether IT has confirmed it, and no other enrolment has taken the place of the one that it is about. */
export function isToForget(held: SignOff | null, settings: Settings): held is ConfirmedSignOff {
  if (held === null || held.state === 'pending') return false;
  const enrolment = settings.get('enrolment');
  return enrolment === null || enrolment.device === deviceOf(held);
}

/** With what a crash or a spoilt file left beside it: `.new`, `.old`, `.spoilt`. */
function isOurs(entry: string): boolean {
  return (
    namedForContent.some((form) => form.test(entry)) ||
    names.some((name) => entry === name || entry.startsWith(`${name}.`))
  );
}
