import { createHash, randomUUID } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { type PublicJwk, publicJwk, thumbprint } from '../../src/jws/device-key.ts';
import { enrolmentType } from '../../src/protocol/enrolment.ts';
import {
  type ReportedAssessment,
  type ReportedDevice,
  type ReportedVerdict,
  type ReportPayload,
  reportType,
} from '../../src/protocol/report.ts';
import { statementType } from '../../src/protocol/statement.ts';
import type { Finding } from '../../src/rules/verdict.ts';

export type Findings = Readonly<Record<string, Finding>>;

export const allPass: Findings = {
  'screen-lock': 'pass',
  'password-age': 'pass',
  antivirus: 'pass',
  sharing: 'pass',
};

export function describeDevice(hostname = 'pc-01'): ReportedDevice {
  return {
    hostname,
    manufacturer: 'Example',
    model: 'Desk 1',
    serial: '0001',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    cpu: 'Example CPU',
    memoryBytes: 8 * 1024 ** 3,
  };
}

export function verdictsOf(findings: Findings, at = '2026-11-24T08:00:00.000Z'): ReportedVerdict[] {
  return Object.entries(findings).map(([rule, finding]) => ({
    rule,
    ...(finding === 'advised'
      ? { status: 'fail', severity: 'advised' }
      : { status: finding, severity: 'required' }),
    observed: { id: `${rule}.observed`, values: { seconds: 300 } },
    limit: { id: `${rule}.limit`, values: { seconds: 300 } },
    reason: finding === 'pass' ? null : { id: `${rule}.reason` },
    source: '/etc/example',
    at,
  }));
}

/** base64url of SHA-256. */
export function digestOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return createHash('sha256').update(text).digest('base64url');
}

export function assessmentOf(
  findings: Findings,
  { at = '2026-11-24T08:00:00.000Z', hostname }: { at?: string; hostname?: string } = {},
): ReportedAssessment {
  return {
    scannedAt: at,
    durationMs: 12,
    policyVersion: 1,
    profile: 'standard',
    digest: digestOf(findings),
    verdicts: verdictsOf(findings, at),
    facts: { 'screen-lock': { state: 'known', value: { waitSeconds: 300 }, source: '/etc/example' } },
    description: describeDevice(hostname),
  };
}

/** A device as the endpoint meets it: a key of its own, reports numbered and chained, signed by another library. */
export class TestDevice {
  device = '';
  epoch = 1;
  sequence = 0;
  previous: string | null = null;
  readonly jwk: PublicJwk;
  readonly privateKey: CryptoKey;

  private constructor(privateKey: CryptoKey, jwk: PublicJwk) {
    this.privateKey = privateKey;
    this.jwk = jwk;
  }

  static async create(): Promise<TestDevice> {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    return new TestDevice(privateKey, publicJwk.parse(await exportJWK(publicKey)));
  }

  /** Its members as JOSE has them, and no others. */
  get publicJwk() {
    const { kty, crv, x, y } = this.jwk;
    return { kty, crv, x, y };
  }

  get thumbprint(): string {
    return thumbprint(this.jwk);
  }

  sign(payload: unknown, header: Record<string, unknown>): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', ...header })
      .sign(this.privateKey);
  }

  enrolment(token: string, hostname?: string): Promise<string> {
    const request = { v: 1, token, description: describeDevice(hostname) };
    return this.sign(request, { typ: enrolmentType, jwk: this.jwk });
  }

  /** The next payload of the chain; it is not part of it until `signReport` has signed it. */
  next(content: Content, at = '2026-11-24T08:00:00.000Z'): ReportPayload {
    const envelope = {
      v: 1 as const,
      device: this.device,
      epoch: this.epoch,
      sequence: this.sequence + 1,
      previous: this.previous,
      at,
      monotonicMs: 1000,
    };
    return { ...envelope, ...content };
  }

  async signReport(payload: ReportPayload): Promise<string> {
    const jws = await this.sign(payload, { typ: reportType, kid: this.device });
    this.sequence = payload.sequence;
    this.previous = digestOf(jws);
    return jws;
  }

  async assessment(findings: Findings, at?: string, hostname?: string): Promise<string> {
    const assessment = assessmentOf(findings, { ...(at && { at }), ...(hostname && { hostname }) });
    return this.signReport(this.next({ kind: 'assessment', assessment }, at));
  }

  /** Something that a person says, of any kind. */
  statement(said: Record<string, unknown>, id: string = randomUUID()): Promise<string> {
    const payload = { v: 1, device: this.device, id, at: '2026-11-24T08:00:00.000Z', ...said };
    return this.sign(payload, { typ: statementType, kid: this.device });
  }

  async heartbeat(digest: string, at?: string): Promise<string> {
    return this.signReport(this.next({ kind: 'heartbeat', digest }, at));
  }
}

type Content = { kind: 'assessment'; assessment: ReportedAssessment } | { kind: 'heartbeat'; digest: string };

/** A device's worth of a report without a signature: for storages, which never see one. */
export function unsignedReport(payload: ReportPayload, receivedAt: number) {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const jws = `e30.${encoded}.${randomUUID().replaceAll('-', '')}`;
  return { payload, jws, hash: digestOf(jws), receivedAt };
}
