import { type CheckedChain, checkChain } from '../../src/evidence/check-chain.ts';
import { type EvidenceLine, readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { allPass, digestOf, TestDevice } from '../server/test-device.ts';

export const receivedAt = '2026-11-24T08:00:01.000Z';

/** A device that an endpoint could have enrolled. */
export async function chainDevice(name = 'device-1'): Promise<TestDevice> {
  const device = await TestDevice.create();
  device.device = name;
  return device;
}

/** That many reports in a row, as an endpoint exports them. */
export async function linesOf(device: TestDevice, count: number, at?: string): Promise<EvidenceLine[]> {
  const lines: EvidenceLine[] = [];
  for (let index = 0; index < count; index += 1) {
    const whole = index % 4 === 0;
    const jws = await (whole ? device.assessment(allPass, at) : device.heartbeat(digestOf(allPass), at));
    lines.push({ receivedAt, jws });
  }
  return lines;
}

/** Written to a file's text and read again, as an auditor gets it. */
export function check(device: TestDevice, lines: readonly EvidenceLine[]): CheckedChain {
  const about = {
    device: device.device,
    exportedAt: '2026-11-25T00:00:00.000Z',
    keys: [{ fromEpoch: 1, jwk: device.publicJwk }],
  };
  const read = readEvidence(writeEvidence(about, lines));
  if (!read.ok) throw new Error(read.detail);
  return checkChain(read.evidence);
}

/** `kind line sequence`, one for each finding. */
export function found({ findings }: CheckedChain): string[] {
  return findings.map(({ kind, line, sequence, through }) =>
    [kind, line, sequence, through].filter((part) => part !== null).join(' '),
  );
}
