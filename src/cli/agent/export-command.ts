import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAssignment } from '../../agent/assignment.ts';
import { exportBundle } from '../../agent/by-file/export-bundle.ts';
import { readLastReply } from '../../agent/by-file/last-reply.ts';
import { readJoining } from '../../agent/enrolment/joining.ts';
import { keysBeside } from '../../agent/identity/key-beside.ts';
import { fileProtector, type KeyProtector, openIdentity, withChip } from '../../agent/identity.ts';
import type { Log } from '../../agent/log.ts';
import { noHead, type OutboxHead, readOutbox } from '../../agent/outbox/outbox-record.ts';
import { outboxFileName } from '../../agent/outbox.ts';
import { PolicyStore } from '../../agent/policy/policy-store.ts';
import { StatementBox } from '../../agent/statements/statement-box.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import type { ExitCode, Program } from './program.ts';

/** Writes what waits to a file for the endpoint. Changes nothing, so an agent may be at work meanwhile. */
export async function exportCommand(program: Program, file: string, log: Log): Promise<ExitCode> {
  const { folder, settings, words } = program;
  const enrolment = settings.get('enrolment');
  const policies = new PolicyStore({ folder, log, builtIn: defaultPolicy() });
  policies.follow(enrolment);
  const keyProtector = withChip(fileProtector, (await program.machine()).keyChip());
  const { head, reports } = outboxIn(folder);
  const isOfThis = ({ device, epoch }: OutboxHead): boolean =>
    device === enrolment?.device && epoch === enrolment.epoch;
  const next = isOfThis(head) ? await openIdentity(folder, keyProtector, keysBeside.next) : null;
  const outcome = await exportBundle(resolve(file), {
    joining: readJoining(folder, enrolment),
    connection: enrolment && { enrolment, ...(await identityIn(folder, keyProtector)) },
    reports: reports.filter(isOfThis),
    next: next?.ok ? next.identity : null,
    head,
    statements: StatementBox.open(folder, log).all,
    held: { assignment: readAssignment(folder, enrolment, log).version, policy: policies.held },
    answered: readLastReply(folder, enrolment),
    now: new Date(),
  });
  if (!outcome.ok) {
    program.printError(words.t(`by-file:export.${outcome.reason}`, { file, detail: outcome.detail }));
    return 1;
  }
  if (outcome.joins) {
    program.print(words.t('by-file:export.joins', { ...outcome }));
    return 0;
  }
  program.print(words.t('by-file:export.done', { ...outcome, count: outcome.reports }));
  if (outcome.statements > 0)
    program.print(words.t('by-file:export.statements', { count: outcome.statements }));
  program.print(words.t('by-file:export.then'));
  return 0;
}

async function identityIn(folder: string, keyProtector: KeyProtector) {
  const opened = await openIdentity(folder, keyProtector);
  return opened.ok ? { identity: opened.identity, keyTrouble: null } : { identity: null, keyTrouble: opened };
}

/** Empty where there is no outbox yet. @throws the error of the file system for one that can't be read. */
function outboxIn(folder: string): ReturnType<typeof readOutbox> {
  try {
    return readOutbox(readFileSync(join(folder, outboxFileName)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { head: noHead, reports: [] };
    throw error;
  }
}
