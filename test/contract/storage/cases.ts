import { randomUUID } from 'node:crypto';
import type { ReportedAssessment, ReportPayload } from '../../../src/protocol/report.ts';
import type {
  DeviceListQuery,
  EnrolmentOutcome,
  ListedDevice,
  Storage,
  TokenInput,
  VerifiedReport,
} from '../../../src/server/storage/storage.ts';
import { assessmentOf, describeDevice, type Findings, unsignedReport } from '../../server/test-device.ts';

export const now = Date.parse('2026-11-24T08:00:00.000Z');

/** ISO instant so many days later. */
export function day(days: number): string {
  return new Date(now + days * 86_400_000).toISOString();
}

export function tokenOf(name: string, over: Partial<TokenInput>): TokenInput {
  return {
    id: name,
    hash: `hash of ${name}`,
    profile: 'standard',
    department: '',
    uses: 1,
    madeAt: now - 1000,
    madeBy: '',
    expiresAt: now + 86_400_000,
    ...over,
  };
}

export function addDevice(
  storage: Storage,
  token: string,
  over: { thumbprint?: string; hostname?: string; serial?: string; now?: number } = {},
): Promise<EnrolmentOutcome> {
  return storage.enrol({
    tokenHash: `hash of ${token}`,
    thumbprint: over.thumbprint ?? randomUUID(),
    publicKey: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
    description: {
      ...describeDevice(over.hostname),
      ...(over.serial !== undefined && { serial: over.serial }),
    },
    newDevice: randomUUID(),
    now: over.now ?? now,
  });
}

interface Over {
  readonly facts?: ReportedAssessment['facts'];
  epoch?: number;
  previous?: string | null;
  at?: string;
  receivedAt?: number;
  hostname?: string;
  assignment?: number | undefined;
}

export function assessmentReport(
  device: string,
  sequence: number,
  findings: Findings,
  over: Over = {},
): VerifiedReport {
  const assessment = assessmentOf(findings, {
    ...(over.at && { at: over.at }),
    ...(over.hostname && { hostname: over.hostname }),
  });
  const told = { ...assessment, ...(over.facts && { facts: over.facts }) };
  return reportOf({ ...envelope(device, sequence, over), kind: 'assessment', assessment: told }, over);
}

export function heartbeatReport(
  device: string,
  sequence: number,
  digest: string,
  over: Over = {},
): VerifiedReport {
  return reportOf({ ...envelope(device, sequence, over), kind: 'heartbeat', digest }, over);
}

function envelope(device: string, sequence: number, over: Over) {
  const { epoch = 1, previous = null, at = day(0), assignment } = over;
  return { v: 1 as const, device, epoch, sequence, previous, at, monotonicMs: 1, assignment };
}

function reportOf(payload: ReportPayload, { receivedAt = now }: Over): VerifiedReport {
  return unsignedReport(payload, receivedAt);
}

export function query(over: Partial<DeviceListQuery>): DeviceListQuery {
  return {
    search: '',
    filter: 'all',
    sort: 'hostname',
    direction: 'asc',
    limit: 50,
    after: null,
    silentBefore: now - 2 * 3_600_000,
    ...over,
  };
}

/** Every page, one after the other. */
export async function listAll(storage: Storage, over: Partial<DeviceListQuery>): Promise<ListedDevice[]> {
  const all: ListedDevice[] = [];
  let after: DeviceListQuery['after'] = null;
  do {
    const page = await storage.listDevices(query({ ...over, after }));
    all.push(...page.devices);
    after = page.next;
  } while (after !== null);
  return all;
}
