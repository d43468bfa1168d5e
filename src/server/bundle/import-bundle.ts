import * as z from 'zod';
import { openBundle, type SealRefusal } from '../../bundle/sealed-bundle.ts';
import { type CompactJws, isSignedBy, readHeader, readJws, readPayload } from '../../jws/compact-jws.ts';
import { importKey, type PublicJwk } from '../../jws/device-key.ts';
import { sha256 } from '../../jws/sha256.ts';
import { type BundleContent, type BundleReply, bundleContent, bundleType } from '../../protocol/bundle.ts';
import { enrolmentType } from '../../protocol/enrolment.ts';
import { toKeyShared } from '../fleet/second-history-view.ts';
import { toNotice, toSignedOff } from '../fleet/sign-off-view.ts';
import { type RefusalCode, refusals } from '../http/refusals.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { DeviceNews } from '../storage/device-news.ts';
import type { Storage } from '../storage/storage.ts';
import type { StoredSignOff } from '../storage/stored-sign-off.ts';
import type { OwnBundleKeys } from './bundle-keys.ts';

/**
 * - `unknown-device`: nobody enrolled it here, or IT has taken it out.
 * - `forged`: the device that it names did not sign it. `unreadable`: signed, but not of a form that this version knows.
 * - `not-taken-in`: it asks to join and may not; `detail` says why. `joined-before`: it did, and has reported since: no harm.
 */
export type BundleRefusal =
  | SealRefusal
  | 'unknown-device'
  | 'forged'
  | 'unreadable'
  | 'not-taken-in'
  | 'joined-before';

export interface ImportedBundle {
  readonly ok: true;
  /** It has asked to be taken in, and is. */
  readonly joined: boolean;
  readonly device: string;
  readonly hostname: string;
  readonly taken: number;
  /** Reports that were here already. */
  readonly present: number;
  readonly refused: BundleReply['refused'];
  readonly reply: BundleReply;
  /** It asked for another key, or still does; null: it did not. `detail`: why it may not. */
  readonly keyChange: { readonly taken: true } | { readonly taken: false; readonly detail: string } | null;
  /** Of this device, where one has begun or is confirmed: from then on nothing more is taken. */
  readonly signOff: StoredSignOff | null;
}
export type ImportOutcome =
  | ImportedBundle
  | { readonly ok: false; readonly reason: BundleRefusal; readonly detail?: string };

export interface ImportDeps {
  readonly storage: Storage;
  readonly ingest: Ingest;
  readonly keys: OwnBundleKeys;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const header = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(bundleType),
  kid: z.string().min(1).max(80),
});

const enrolmentTyp = z.object({ typ: z.literal(enrolmentType) });

/** Takes a bundle's reports in as if each had come over the wire: verified one by one, counted once. */
export async function importBundle(text: string, deps: ImportDeps): Promise<ImportOutcome> {
  const opened = await openBundle(text, deps.keys.encrypt);
  if (!opened.ok) return opened;
  if (isEnrolment(opened.jws)) return enrol(opened.jws, deps);
  const content = await readBundle(opened.jws, deps.storage);
  if (typeof content === 'string') return { ok: false, reason: content };
  const { device } = content;
  const gone = await deps.storage.findSignedOff(device);
  if (gone !== null) return farewell(content, gone, deps);
  if ((await deps.storage.findNews(device, content)) === null) return { ok: false, reason: 'unknown-device' };
  const reports = await takeReports(content, deps.ingest);
  const receipts = await takeStatements(content, deps.ingest);
  const keyChange = await takeRotation(content, deps.ingest);
  const news = await deps.storage.findNews(device, content);
  if (news === null) return { ok: false, reason: 'unknown-device' };
  const { taken, present, ...told } = reports;
  const given = { ...told, receipts, ...(await givenTo(device, news, deps)) };
  const reply: BundleReply = { v: 1, device, epoch: news.epoch, at: timeOfReply(content, deps), ...given };
  const { hostname, signOff = null } = news;
  const counts = { taken, present, refused: told.refused };
  return { ok: true, joined: false, device, hostname, ...counts, reply, keyChange, signOff };
}

function isEnrolment(text: string): boolean {
  const jws = readJws(text);
  return enrolmentTyp.safeParse(jws && readHeader(jws)).success;
}

/** A machine that no network reaches asks to be taken in: through the same door as over the wire, and answered at once. */
async function enrol(jws: string, deps: ImportDeps): Promise<ImportOutcome> {
  const taken = await deps.ingest.enrol(jws);
  if (!taken.ok) {
    const reason = taken.refusal === 'already-enrolled' ? 'joined-before' : 'not-taken-in';
    return { ok: false, reason, detail: sentence(taken.refusal, taken.detail).message };
  }
  const { device, epoch, profile, department, policyKey = null } = taken.body;
  const news = await deps.storage.findNews(device, { assignment: 0, policy: { version: 0 } });
  if (news === null) return { ok: false, reason: 'unknown-device' };
  const enrolment = { profile, department, policyKey, request: sha256(jws) };
  const nothing = { acknowledged: [], refused: [], receipts: [] };
  const given = { ...nothing, ...(await givenTo(device, news, deps)), enrolment };
  const reply: BundleReply = { v: 1, device, epoch, at: timeOfReply({}, deps), ...given };
  const { hostname, signOff = null } = news;
  return { ok: true, joined: true, device, hostname, ...nothingTaken, reply, signOff };
}

/** What IT has for it beyond what it holds. */
async function givenTo(
  device: string,
  news: DeviceNews,
  deps: ImportDeps,
): Promise<Pick<BundleReply, 'assignment' | 'policy' | 'signOff' | 'keyShared' | 'key'>> {
  const { assignment, signOff, secondHistory } = news;
  const current = (await deps.storage.listDeviceKeys(device)).at(-1);
  return {
    assignment,
    policy: await policyFor(device, news, deps),
    signOff: signOff === undefined ? null : toNotice(signOff),
    keyShared: secondHistory === undefined ? null : toKeyShared(secondHistory),
    ...(current && { key: { name: current.name, epoch: current.fromEpoch, sequence: current.fromSequence } }),
  };
}

const nothingTaken = { taken: 0, present: 0, refused: [], keyChange: null };

/** The device's signature was verified: it may hear of what has become of it, and nothing more is taken from it. */
function farewell(content: BundleContent, signOff: StoredSignOff, deps: ImportDeps): ImportedBundle {
  const { device, epoch } = content;
  const nothing = { acknowledged: [], refused: [], receipts: [], assignment: null, policy: null };
  const at = timeOfReply(content, deps);
  const reply: BundleReply = { v: 1, device, epoch, at, ...nothing, signedOff: toSignedOff(signOff) };
  const { hostname } = signOff;
  return { ok: true, joined: false, device, hostname, ...nothingTaken, reply, signOff };
}

/** After it a date is written with six digits of a year, which no device reads. */
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** Later than the reply that the device has, whatever has happened to this clock since. */
function timeOfReply({ answered }: Pick<BundleContent, 'answered'>, { clock }: ImportDeps): string {
  const after = answered === undefined ? 0 : Date.parse(answered) + 1;
  return new Date(Math.min(Math.max(clock(), after), lastInstant)).toISOString();
}

async function readBundle(text: string, storage: Storage): Promise<BundleContent | BundleRefusal> {
  const jws = readJws(text);
  const head = jws === null ? null : header.safeParse(readHeader(jws));
  if (jws === null || head?.success !== true) return 'unreadable';
  const device = head.data.kid;
  // What a key signed before it was replaced is still to be told report by report: taken here, or refused.
  const keys = await storage.listDeviceKeys(device);
  if (keys.length === 0) return 'unknown-device';
  if (!keys.some(({ jwk }) => isSignedWith(jws, jwk))) return 'forged';
  const content = bundleContent.safeParse(readPayload(jws));
  if (!content.success) return 'unreadable';
  return content.data.device === device ? content.data : 'forged';
}

function isSignedWith(jws: CompactJws, jwk: PublicJwk): boolean {
  const key = importKey(jwk);
  return key !== null && isSignedBy(jws, key);
}

type TakenReports = Pick<BundleReply, 'acknowledged' | 'refused' | 'want'> &
  Pick<ImportedBundle, 'taken' | 'present'>;

/** A report of another device in this one's bundle is signed by that one: it is refused here as it would be there. */
async function takeReports({ device, reports }: BundleContent, ingest: Ingest): Promise<TakenReports> {
  const all = await Promise.all(
    reports.map(async (jws) => ({ hash: sha256(jws), answer: await ingest.take(jws, device) })),
  );
  const stored = all.flatMap(({ hash, answer }) => (answer.ok ? [{ hash, ...answer.body }] : []));
  const refused = all.flatMap(({ hash, answer }) =>
    answer.ok ? [] : [{ hash, ...sentence(answer.refusal, answer.detail) }],
  );
  const present = stored.filter(({ repeated }) => repeated).length;
  const want = stored.at(-1)?.acknowledgement.want;
  return {
    acknowledged: stored.map(({ hash }) => hash),
    refused,
    taken: stored.length - present,
    present,
    ...(want && { want }),
  };
}

function sentence(error: RefusalCode, detail = ''): { error: string; message: string } {
  return { error, message: `${refusals[error].message} ${detail}`.trim() };
}

/** After the reports: what the old key signed before it asked is taken, and nothing after. */
async function takeRotation(
  { device, rotation }: BundleContent,
  ingest: Ingest,
): Promise<ImportedBundle['keyChange']> {
  if (rotation === undefined) return null;
  const changed = await ingest.changeKey(rotation, device);
  if (changed.ok) return { taken: true };
  return { taken: false, detail: sentence(changed.refusal, changed.detail).message };
}

async function takeStatements(
  { statements }: BundleContent,
  ingest: Ingest,
): Promise<BundleReply['receipts']> {
  const answers = [];
  for (const jws of statements) answers.push(await ingest.statement(jws));
  return answers.flatMap((answer) => (answer.ok ? [answer.body] : []));
}

/** Handed out as over the wire, so that the roll-out counts what becomes of it. */
async function policyFor(
  device: string,
  { policy: version }: DeviceNews,
  { storage, clock }: ImportDeps,
): Promise<BundleReply['policy']> {
  return version === undefined ? null : storage.handOutPolicy({ device, version, way: 'file', now: clock() });
}
