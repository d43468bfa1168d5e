import type { DeviceDetail, DeviceRow } from '../../protocol/fleet.ts';
import { readStoredPayload } from '../jws/stored-payload.ts';
import type { ListedDevice, StoredDevice } from '../storage/storage.ts';
import type { StoredSignOff } from '../storage/stored-sign-off.ts';
import { reportedConfiguration } from './reported-configuration.ts';
import { toSecondHistoryRow } from './second-history-view.ts';
import { toSignOffRow } from './sign-off-view.ts';
import { isSilent } from './silence.ts';

/** A stored device as IT's list shows it. `now`: ms, decides who is silent. */
export function toRow(device: ListedDevice, now: number): DeviceRow {
  const { hostname, osName, department, profile, standing, heardAt } = device;
  return {
    device: device.device,
    hostname,
    osName,
    department,
    profile,
    standing,
    silent: device.signedOffAt === null && isSilent(heardAt, now),
    keyShared: device.isKeyShared,
    failing: [...device.failing],
    advised: [...device.advised],
    unknown: [...device.unknown],
    lastSeenAt: device.hasReported ? new Date(heardAt).toISOString() : null,
  };
}

/** One device whole: verdicts and facts come out of the evidence itself. */
export function toDetail(
  device: StoredDevice,
  signOffs: readonly StoredSignOff[],
  now: number,
): DeviceDetail {
  const assessment = readAssessment(device.assessmentJws);
  return {
    ...toRow(device, now),
    description: device.description,
    enrolledAt: new Date(device.enrolledAt).toISOString(),
    scannedAt: assessment?.scannedAt ?? null,
    policyVersion: assessment?.policyVersion ?? null,
    assignment: device.assignment,
    configuration: {
      digest: reportedConfiguration(device.assessmentJws)?.digest ?? null,
      accepted: device.acceptance && {
        ...device.acceptance,
        at: new Date(device.acceptance.at).toISOString(),
      },
    },
    heldAssignment: device.heldAssignment,
    refusedPolicy: refusalOf(device),
    sequence: device.sequence,
    clockSkewMs: device.clockSkewMs,
    key: device.thumbprint,
    secondHistories: device.secondHistories.map(toSecondHistoryRow),
    verdicts: (assessment?.verdicts ?? []).map((verdict) => ({
      ...verdict,
      since: device.since[verdict.rule] ?? verdict.at,
    })),
    facts: assessment?.facts ?? {},
    signOffs: signOffs.map(toSignOffRow),
    changes: [...device.changes],
  };
}

function refusalOf({ refusedPolicy }: StoredDevice): DeviceDetail['refusedPolicy'] {
  if (refusedPolicy === null) return null;
  const { since } = refusedPolicy;
  return { ...refusedPolicy, since: since === null ? null : new Date(since).toISOString() };
}

function readAssessment(jws: string | null) {
  if (jws === null) return null;
  const payload = readStoredPayload(jws);
  return payload.kind === 'assessment' ? payload.assessment : null;
}
