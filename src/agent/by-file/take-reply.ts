import { type ReplyRefusal, readReply } from '../../bundle/signed-reply.ts';
import { thumbprint } from '../../jws/device-key.ts';
import type { DeviceAssignment } from '../../protocol/assignment.ts';
import type { BundleReply } from '../../protocol/bundle.ts';
import type { FirstReport } from '../../protocol/key-rotation.ts';
import type { KeyShared } from '../../protocol/second-history.ts';
import type { SignedOff, SignOffNotice } from '../../protocol/sign-off.ts';
import { enrolmentIn, type Joining, readJoining } from '../enrolment/joining.ts';
import type { Identity } from '../identity/opened-identity.ts';
import type { Log } from '../log.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import { type SettleDeps, settleReports } from '../reporting/settle-reports.ts';
import type { Enrolment } from '../settings.ts';
import type { StatementBox } from '../statements/statement-box.ts';
import { keepLastReply, readLastReply } from './last-reply.ts';

export interface ReplyTaken {
  readonly ok: true;
  /** This device is enrolled from now on. */
  readonly joined: boolean;
  /** Reports that need not wait any longer, for IT has them. */
  readonly acknowledged: number;
  /** Reports that IT will never take; kept aside. */
  readonly refused: number;
  readonly waiting: number;
  /** Version of the policy that came with it, where one did that was not in force yet. */
  readonly policy: { readonly version: number; readonly taken: boolean } | null;
  readonly assigned: boolean;
  /** The key of this device is another one from now on. */
  readonly keyChanged: boolean;
  /** Another computer may use its key, or IT has settled that; null: nothing new. */
  readonly keyShared: 'begun' | 'settled' | null;
  /** What it changed about the sign-off of this device; `confirmed`: all else of it no longer counts. */
  readonly signOff: 'begun' | 'cancelled' | 'confirmed' | null;
}

/**
 * `other-device`: it answers another computer. `other-enrolment`: this one has enrolled anew since.
 * `no-bundle-keys`: there is no key to check it with. `taken-before`, `older`: it would bring back what has changed since.
 */
export interface ReplyRefused {
  readonly ok: false;
  readonly reason:
    | ReplyRefusal
    | 'not-enrolled'
    | 'no-bundle-keys'
    | 'other-device'
    | 'other-enrolment'
    | 'taken-before'
    | 'older';
}
export type ReplyOutcome = ReplyTaken | ReplyRefused;

export interface ReplyDeps extends SettleDeps {
  readonly folder: string;
  readonly log: Log;
  readonly box: StatementBox;
  readonly policies: PolicyStore;
  readonly now: Date;
  /** Version of the assignment that this device holds. */
  readonly assignment: number;
  readonly onAssigned: (assignment: DeviceAssignment) => Promise<unknown>;
  /** The key that is to take the place of the one in use; null: that one stays. */
  readonly next: Identity | null;
  readonly onKeyChanged: (next: Identity, from: FirstReport) => Promise<unknown>;
  /** Resolves with whether it is news. */
  readonly onKeyShared: (notice: KeyShared | null) => Promise<boolean>;
  /** Resolves with whether it is news. */
  readonly onSignOff: (notice: SignOffNotice | null) => Promise<boolean>;
  /** IT has confirmed the sign-off of this very device. */
  readonly onSignedOff: (record: SignedOff) => Promise<unknown>;
}

/** A reply that may be taken in, and the enrolment that it is for. */
export interface CheckedReply {
  readonly ok: true;
  readonly reply: BundleReply;
  readonly enrolment: Enrolment;
  /** It brings the enrolment that this device asked for. */
  readonly joins: boolean;
}

/** Whether it is the endpoint's, for this device as it is enrolled now or asks to be, and newer than what was taken in before. */
export function checkReply(
  text: string,
  folder: string,
  current: Enrolment | null,
): CheckedReply | ReplyRefused {
  const joining = readJoining(folder, current);
  const brought = joining && enrolmentIn(text, joining);
  const enrolment = brought ?? current;
  if (enrolment === null) return joining === null ? no('not-enrolled') : noAnswer(text, joining);
  if (enrolment.bundleKeys === null) return no('no-bundle-keys');
  const read = readReply(text, enrolment.bundleKeys.sign);
  if (!read.ok) return read;
  const { device, epoch, at, signOff, signedOff } = read.reply;
  if (device !== enrolment.device) return no('other-device');
  if (epoch !== enrolment.epoch) return no('other-enrolment');
  const joins = brought !== null;
  const later = joins ? 1 : Date.parse(at) - Date.parse(readLastReply(folder, enrolment) ?? '');
  if (later <= 0) return no(later === 0 ? 'taken-before' : 'older');
  const leaving = signedOff ?? signOff;
  if (leaving != null && leaving.device !== device) return no('unreadable');
  return { ok: true, reply: read.reply, enrolment, joins };
}

function noAnswer(text: string, { bundleKeys }: Joining): ReplyRefused {
  const read = readReply(text, bundleKeys.sign);
  return read.ok ? no('other-device') : read;
}

function no(reason: ReplyRefused['reason']): ReplyRefused {
  return { ok: false, reason };
}

/** What the endpoint answered by file, held to the same checks as what it answers over the wire. */
export async function takeReply(
  { reply, joins: joined }: CheckedReply,
  deps: ReplyDeps,
): Promise<ReplyTaken> {
  const { outbox, box, folder, log } = deps;
  if (reply.signedOff !== undefined) return takeFarewell(reply.signedOff, deps);
  const settled = await settleReports(reply, deps);
  for (const receipt of reply.receipts) await box.delivered(receipt);
  if (reply.want !== undefined) deps.onWanted();
  const policy = await takePolicy(reply, deps);
  const assigned = await takeAssignment(reply, deps);
  const keyChanged = await takeKey(reply, deps);
  const keyShared = await takeKeyShared(reply, deps);
  const signOff = await takeSignOff(reply, deps);
  await keepLastReply(folder, reply, log);
  const told = { policy, assigned, keyChanged, keyShared, signOff };
  return { ok: true, joined, ...settled, waiting: outbox.waiting, ...told };
}

/** Nothing of this device counts any more; what waits goes with the rest. */
async function takeFarewell(record: SignedOff, { outbox, onSignedOff }: ReplyDeps): Promise<ReplyTaken> {
  const { waiting } = outbox;
  await onSignedOff(record);
  const nothing = { joined: false, acknowledged: 0, refused: 0, policy: null, assigned: false };
  const key = { keyChanged: false, keyShared: null };
  return { ok: true, ...nothing, ...key, waiting, signOff: 'confirmed' };
}

/** As with an acknowledgement over the wire, but for a reply that says nothing of it. */
async function takeSignOff(
  { signOff }: BundleReply,
  { onSignOff }: ReplyDeps,
): Promise<'begun' | 'cancelled' | null> {
  if (signOff === undefined || !(await onSignOff(signOff))) return null;
  return signOff === null ? 'cancelled' : 'begun';
}

/** As with an acknowledgement over the wire, but for a reply that says nothing of it. */
async function takeKeyShared(
  { keyShared }: BundleReply,
  { onKeyShared }: ReplyDeps,
): Promise<ReplyTaken['keyShared']> {
  if (keyShared === undefined || !(await onKeyShared(keyShared))) return null;
  return keyShared === null ? 'settled' : 'begun';
}

/** The endpoint has the key that it was asked to take. */
async function takeKey({ key }: BundleReply, { next, onKeyChanged }: ReplyDeps): Promise<boolean> {
  if (key === undefined || next === null || key.name !== thumbprint(next.publicJwk)) return false;
  await onKeyChanged(next, key);
  return true;
}

async function takePolicy(
  { policy }: BundleReply,
  { policies, now }: ReplyDeps,
): Promise<{ version: number; taken: boolean } | null> {
  if (policy === null || !policies.wants(policy.version)) return null;
  return { version: policy.version, taken: await policies.take(policy.jws, policy.version, now) };
}

/** An older reply, carried here once more, must not bring back what IT has changed since. */
async function takeAssignment(
  { assignment }: BundleReply,
  { assignment: held, onAssigned }: ReplyDeps,
): Promise<boolean> {
  if (assignment === null || assignment.version <= held) return false;
  await onAssigned(assignment);
  return true;
}
