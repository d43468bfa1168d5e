import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJoining } from '../../agent/enrolment/joining.ts';
import { isFolderHeld } from '../../agent/files/folder-lock.ts';
import { readSharedKey } from '../../agent/identity/shared-key.ts';
import { nameOfKey } from '../../agent/identity.ts';
import { readJournal } from '../../agent/journal.ts';
import { countWaiting } from '../../agent/outbox/outbox-record.ts';
import { outboxFileName } from '../../agent/outbox.ts';
import { readDistrust } from '../../agent/reporting/last-distrust.ts';
import { readLastSent } from '../../agent/reporting/last-sent.ts';
import { readLastScan } from '../../agent/scanner/last-scan.ts';
import type { Enrolment } from '../../agent/settings.ts';
import { deviceOf, readSignOff, type SignOff } from '../../agent/sign-off.ts';
import { findingOf } from '../../rules/verdict.ts';
import type { ExitCode, Program } from './program.ts';
import { signOffLines } from './sign-off-lines.ts';

/** What the folder says of the agent, running or not; nothing is changed and nothing scanned. */
export function statusCommand(program: Program, options: { readonly json: boolean }): ExitCode {
  const status = readStatus(program);
  if (options.json) program.print(JSON.stringify({ ...status, signOff: toJson(status.signOff) }, null, 2));
  else printStatus(program, status);
  return 0;
}

type Status = ReturnType<typeof readStatus>;

function readStatus({ folder, settings }: Program) {
  const enrolment = settings.get('enrolment');
  /** What an earlier enrolment left says nothing of this one. */
  const ofThisEnrolment = <Kept extends { device: string; epoch: number }>(kept: Kept | null): Kept | null =>
    kept?.device === enrolment?.device && kept?.epoch === enrolment?.epoch ? kept : null;
  const distrust = ofThisEnrolment(readDistrust(folder));
  return {
    folder,
    running: isFolderHeld(folder),
    enrolled: enrolment,
    joining: readJoining(folder, enrolment)?.since ?? null,
    key: nameOfKey(folder),
    signOff: signOffOf(folder, enrolment),
    sharedKey: readSharedKey(folder, enrolment?.device),
    lastScan: readLastScan(folder),
    reporting: {
      waiting: waitingIn(folder),
      lastSentAt: ofThisEnrolment(readLastSent(folder))?.sentAt ?? null,
      distrusted: distrust && { at: distrust.at, reason: distrust.reason, detail: distrust.detail },
    },
    since: Object.fromEntries(
      readJournal(folder).map(({ rule, status, since }) => [rule, { status, since }] as const),
    ),
  };
}

/** @returns how many reports wait; 0 where there is no outbox yet. */
function waitingIn(folder: string): number {
  try {
    return countWaiting(readFileSync(join(folder, outboxFileName)));
  } catch {
    return 0;
  }
}

/** What an earlier device here was told says nothing of this one. */
function signOffOf(folder: string, enrolment: Enrolment | null): SignOff | null {
  const held = readSignOff(folder);
  return held !== null && enrolment !== null && deviceOf(held) !== enrolment.device ? null : held;
}

/** One level, whatever its state. */
function toJson(signOff: SignOff | null): Record<string, unknown> | null {
  if (signOff === null) return null;
  if (signOff.state !== 'pending') return { state: signOff.state, ...signOff.record, unsent: signOff.unsent };
  return { state: signOff.state, ...signOff.notice, lastScanSentAt: signOff.lastScanSentAt };
}

function printStatus(program: Program, status: Status): void {
  const { print, words } = program;
  const { signOff, running, folder, enrolled, reporting } = status;
  const byFile = enrolled?.profile === 'dedicated' || reporting.distrusted !== null;
  print(words.t(running ? 'cli:agent.status.running' : 'cli:agent.status.not-running'));
  for (const line of signOffLines(signOff, { running, byFile }, words)) print(line);
  // Else nothing is left of what it saw and sent.
  if (signOff === null || signOff.state === 'pending') printWork(program, status);
  print(words.t('cli:agent.status.folder', { folder }));
}

function printWork({ print, words }: Program, status: Status): void {
  const say = (key: string, values?: Record<string, unknown>) =>
    print(words.t(`cli:agent.status.${key}`, values));
  if (status.enrolled !== null) say('enrolled', status.enrolled);
  else if (status.joining === null) say('not-enrolled');
  if (status.joining !== null) say('joining', { at: status.joining });
  if (status.key !== null) say('key', { key: status.key });
  if (status.sharedKey !== null) say('shared-key', { at: status.sharedKey.since });
  if (status.lastScan === null) say('never-scanned');
  else
    say('last-scan', {
      at: status.lastScan.at,
      standing: words.t(`rules:standing.${status.lastScan.standing}`),
    });
  if (status.enrolled !== null) {
    const { waiting, lastSentAt, distrusted } = status.reporting;
    if (lastSentAt === null) say('never-sent');
    else say('last-sent', { at: lastSentAt });
    say('waiting', { count: waiting });
    if (distrusted !== null)
      say('distrusted', { at: distrusted.at, sentence: words.t(`connection:${distrusted.reason}`) });
  }
  for (const [rule, { status: found, since }] of Object.entries(status.since)) {
    const severity = status.lastScan?.advised.includes(rule) ? 'advised' : 'required';
    say('since', {
      rule: words.has(`rules:${rule}.title`) ? words.t(`rules:${rule}.title`) : rule,
      status: words.t(`rules:finding.${findingOf({ status: found, severity })}`),
      since,
    });
  }
}
