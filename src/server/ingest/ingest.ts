import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type CompactJws, isSignedBy, readHeader, readJws, readPayload } from '../../jws/compact-jws.ts';
import { importKey, publicJwk, thumbprint } from '../../jws/device-key.ts';
import { sha256 } from '../../jws/sha256.ts';
import { lacksBundleKeys } from '../../protocol/bundle-keys.ts';
import {
  type EnrolmentReply,
  enrolmentRequest,
  enrolmentType,
  leave,
  leaveType,
} from '../../protocol/enrolment.ts';
import type { RotationReply } from '../../protocol/key-rotation.ts';
import { type PolicyReply, policyRequest, policyRequestType } from '../../protocol/policy.ts';
import { type Acknowledgement, type Refusal, reportPayload, reportType } from '../../protocol/report.ts';
import { anyStatement, type StatementReceipt, statementType } from '../../protocol/statement.ts';
import { toKeyShared } from '../fleet/second-history-view.ts';
import { toNotice, toSignedOff } from '../fleet/sign-off-view.ts';
import { briefOf } from '../fleet/statement-view.ts';
import type { RefusalCode } from '../http/refusals.ts';
import { describeIssue } from '../http/zod-compilers.ts';
import type { Signer } from '../jws/signer-cache.ts';
import { hashSecret } from '../people/secret.ts';
import type { ReportOutcome, Storage, VerifiedReport } from '../storage/storage.ts';
import { changeKey } from './change-key.ts';
import type { GroupCommit } from './group-commit.ts';
import { receiptOf } from './receipt.ts';
import { deviceHeader, type NoSigner, type Signers } from './signers.ts';

/** Strict: an algorithm, a key or a critical extension that we don't expect is refused, never interpreted. */
const enrolmentHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(enrolmentType),
  jwk: z.unknown(),
});
const reportHeader = deviceHeader(reportType);
const leaveHeader = deviceHeader(leaveType);
const policyRequestHeader = deviceHeader(policyRequestType);
const statementHeader = deviceHeader(statementType);

export type Taken<Body> =
  | { readonly ok: true; readonly body: Body }
  | {
      readonly ok: false;
      readonly refusal: RefusalCode;
      readonly detail?: string;
      /** For the device itself, whose signature has been verified. */
      readonly told?: Pick<Refusal, 'signedOff' | 'keyShared'>;
    };

type Refused = Extract<Taken<never>, { readonly ok: false }>;

export interface TakenReport {
  /** It was there already, to the byte. */
  readonly repeated: boolean;
  readonly acknowledgement: Acknowledgement;
}

export interface IngestDeps {
  readonly storage: Storage;
  readonly signers: Signers;
  readonly commits: GroupCommit<VerifiedReport, ReportOutcome>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Told after the commit. */
  readonly changed: (device: string) => void;
}

/** What devices send: verified before anything of it is parsed further, acknowledged after it is on the disk. */
export class Ingest {
  readonly #deps: IngestDeps;

  constructor(deps: IngestDeps) {
    this.#deps = deps;
  }

  async enrol(text: string): Promise<Taken<EnrolmentReply>> {
    const jws = readJws(text);
    if (jws === null) return no('not-a-jws');
    const header = enrolmentHeader.safeParse(readHeader(jws));
    if (!header.success) return no('wrong-header');
    const publicKey = publicJwk.safeParse(header.data.jwk);
    const key = publicKey.success ? importKey(publicKey.data) : null;
    if (!publicKey.success || key === null) return no('invalid-key');
    // The key proves only that its sender holds it; the token decides whether it may join.
    if (!isSignedBy(jws, key)) return no('bad-signature');
    const request = enrolmentRequest.safeParse(readPayload(jws));
    if (!request.success) return no('invalid-enrolment', describeIssue(request.error));
    const name = thumbprint(publicKey.data);
    const left = await this.#leaver(request.data.leaves, name);
    if (left !== null && 'refusal' in left) return no(left.refusal);
    const outcome = await this.#deps.storage.enrol({
      tokenHash: hashSecret(request.data.token),
      thumbprint: name,
      leaves: left?.device ?? null,
      publicKey: publicKey.data,
      description: request.data.description,
      newDevice: randomUUID(),
      now: this.#deps.clock(),
    });
    if (outcome.state === 'refused') return no(outcome.reason);
    const { device, epoch, profile, department } = outcome;
    this.#deps.changed(device);
    if (left !== null) this.#deps.changed(left.device);
    const policyKey = await this.#deps.storage.findPolicyKey();
    const bundleKeys = await this.#deps.storage.findBundleKeys();
    const keys = { ...(policyKey && { policyKey }), ...(bundleKeys && { bundleKeys }) };
    return { ok: true, body: { device, epoch, profile, department, ...keys } };
  }

  /** @returns null where it leaves no device of this endpoint. */
  async #leaver(text: string | undefined, name: string): Promise<Pick<Signer, 'device'> | NoSigner | null> {
    if (text === undefined) return null;
    const jws = readJws(text);
    if (jws === null) return { refusal: 'invalid-enrolment' };
    const signer = await this.#deps.signers.of(jws, leaveHeader);
    if ('refusal' in signer) return signer.refusal === 'unknown-device' ? null : signer;
    const said = leave.safeParse(readPayload(jws));
    if (!said.success) return { refusal: 'invalid-enrolment' };
    const { device, key } = said.data;
    return device === signer.device && key === name ? { device } : { refusal: 'wrong-device' };
  }

  async report(text: string): Promise<Taken<Acknowledgement>> {
    const taken = await this.take(text);
    return taken.ok ? { ok: true, body: taken.body.acknowledgement } : taken;
  }

  /** A report, from wherever it comes. @param from the one device that may have signed it; anyone, if not given. */
  async take(text: string, from?: string): Promise<Taken<TakenReport>> {
    const jws = readJws(text);
    if (jws === null) return no('not-a-jws');
    const found = await this.#deps.signers.ofReport(jws, reportHeader);
    // The storage knows whether this very report came before the key was replaced.
    const signer = 'refusal' in found ? found.was : found;
    if (signer === undefined) return no('refusal' in found ? found.refusal : 'bad-signature');
    if (from !== undefined && signer.device !== from) return no('wrong-device');
    return this.#store(text, jws, signer, from !== undefined);
  }

  /** Rare, so its signer is looked up each time. */
  async statement(text: string): Promise<Taken<StatementReceipt>> {
    const jws = readJws(text);
    if (jws === null) return no('not-a-jws');
    const signer = await this.#deps.signers.of(jws, statementHeader);
    if ('refusal' in signer) return no(signer.refusal);
    const parsed = anyStatement.safeParse(readPayload(jws));
    if (!parsed.success) return no('invalid-statement', describeIssue(parsed.error));
    const { device, id, kind } = parsed.data;
    if (device !== signer.device) return no('wrong-device');
    const gone = await this.#signedOff(device);
    if (gone !== null) return gone;
    const brief = briefOf(parsed.data);
    const said = { device, id, kind, receivedAt: this.#deps.clock(), jws: text, brief };
    const outcome = await this.#deps.storage.storeStatement(said);
    if (outcome.state === 'refused') return no(outcome.reason);
    if (outcome.state === 'stored') this.#deps.changed(device);
    const { number, receivedAt } = outcome;
    const body = {
      id,
      receipt: receiptOf(number, receivedAt),
      receivedAt: new Date(receivedAt).toISOString(),
    };
    return { ok: true, body };
  }

  /** Never by the cache: a header that was seen there is one of a report. */
  async policy(text: string): Promise<Taken<PolicyReply>> {
    const jws = readJws(text);
    if (jws === null) return no('not-a-jws');
    const signer = await this.#deps.signers.of(jws, policyRequestHeader);
    if ('refusal' in signer) return no(signer.refusal);
    const request = policyRequest.safeParse(readPayload(jws));
    if (!request.success) return no('invalid-request', describeIssue(request.error));
    const { device, version } = request.data;
    if (device !== signer.device) return no('wrong-device');
    const gone = await this.#signedOff(device);
    if (gone !== null) return gone;
    const found = await this.#deps.storage.handOutPolicy({
      ...{ device, version, way: 'wire' },
      now: this.#deps.clock(),
    });
    return found === null ? no('no-policy') : { ok: true, body: { jws: found.jws } };
  }

  async #store(
    text: string,
    jws: CompactJws,
    { device, name }: Pick<Signer, 'device' | 'name'>,
    isByFile: boolean,
  ): Promise<Taken<TakenReport>> {
    const parsed = reportPayload.safeParse(readPayload(jws));
    if (!parsed.success) return no('invalid-report', describeIssue(parsed.error));
    if (parsed.data.device !== device) return no('wrong-device');
    const { epoch, sequence } = parsed.data;
    const receivedAt = this.#deps.clock();
    const report = { payload: parsed.data, jws: text, hash: sha256(text), receivedAt, isByFile, key: name };
    const outcome = await this.#deps.commits.submit(report);
    if (outcome.state === 'refused') return this.#refused(outcome, report);
    if (outcome.state === 'stored') this.#deps.changed(device);
    const { wantsAssessment, assignment, policy, signOff, secondHistory, newest } = outcome;
    const bundleKeys = parsed.data.lacks?.includes(lacksBundleKeys)
      ? await this.#deps.storage.findBundleKeys()
      : null;
    const news = {
      ...(wantsAssessment && { want: 'assessment' as const }),
      ...(assignment && { assignment }),
      ...(policy !== undefined && { policy }),
      ...(signOff && { signOff: toNotice(signOff) }),
      ...(bundleKeys && { bundleKeys }),
      ...(secondHistory && { keyShared: toKeyShared(secondHistory) }),
      ...(newest !== undefined && { newest }),
    };
    const acknowledgement = { epoch, sequence, ...news };
    return { ok: true, body: { repeated: outcome.state === 'repeated', acknowledgement } };
  }

  /** @param from as with `take`. */
  async changeKey(text: string, from?: string): Promise<Taken<RotationReply>> {
    const changed = await changeKey(text, this.#deps.storage, this.#deps.clock(), from);
    if (!changed.ok) return changed;
    this.#deps.signers.forget(changed.body.device);
    this.#deps.changed(changed.body.device);
    return changed;
  }

  async #refused(
    outcome: Extract<ReportOutcome, { state: 'refused' }>,
    { payload: { device }, isByFile = false }: VerifiedReport,
  ): Promise<Refused> {
    if (outcome.reason === 'retired-key') await this.#retired(device, isByFile);
    if (outcome.reason === 'signed-off') return (await this.#signedOff(device)) ?? no(outcome.reason);
    if (!('secondHistory' in outcome) || outcome.secondHistory === undefined) return no(outcome.reason);
    // A sign of it: somebody who looks at the list sees it at once.
    this.#deps.changed(device);
    return { ...no(outcome.reason), told: { keyShared: toKeyShared(outcome.secondHistory) } };
  }

  /** What was carried here may have lain on its drive since before the change: no sign of another computer. */
  async #retired(device: string, isByFile: boolean): Promise<void> {
    this.#deps.signers.forget(device);
    if (!isByFile) await this.#deps.storage.noteRetiredKey(device, this.#deps.clock());
  }

  /** Asked only for a device whose signature has been verified. @returns null while it is in. */
  async #signedOff(device: string): Promise<Refused | null> {
    const stored = await this.#deps.storage.findSignedOff(device);
    return stored && { ok: false, refusal: 'signed-off', told: { signedOff: toSignedOff(stored) } };
  }
}

function no(refusal: RefusalCode, detail?: string): Refused {
  return { ok: false, refusal, ...(detail !== undefined && { detail }) };
}
