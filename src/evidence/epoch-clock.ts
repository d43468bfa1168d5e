import type { ReportEnvelope } from '../protocol/report.ts';

/** What the reports of an epoch say of the device's clock. Whatever it says, it decides nothing. */
export interface ClockOfEpoch {
  /** By the device's clock (ISO): of the first and of the last report. */
  readonly from: string | null;
  readonly to: string | null;
  /** Milliseconds that it was ahead of the endpoint's at most; negative where it never was. */
  readonly aheadMs: number | null;
  /** Milliseconds that a report was behind at most: a slow clock, or a report that waited; which, nobody can tell. */
  readonly behindMs: number | null;
  /** How often it was set back: it moved by less than the time that the device ran. */
  readonly timesSetBack: number;
}

interface Dated {
  readonly envelope: ReportEnvelope;
  readonly receivedAt: string;
}

/** Milliseconds that two clocks of one computer may drift apart between two reports: time servers nudge one of them. */
const drift = 60_000;

/** @param reports of one epoch, in order. */
export function clockOf(reports: readonly Dated[]): ClockOfEpoch {
  const skews = reports.map(({ envelope, receivedAt }) => Date.parse(envelope.at) - Date.parse(receivedAt));
  const timesSetBack = reports.filter((report, index) => wasSetBack(report, reports[index - 1])).length;
  const [first, last] = [reports[0], reports.at(-1)];
  return {
    from: first?.envelope.at ?? null,
    to: last?.envelope.at ?? null,
    aheadMs: skews.length === 0 ? null : skews.reduce((most, skew) => Math.max(most, skew)),
    behindMs: skews.length === 0 ? null : skews.reduce((most, skew) => Math.max(most, -skew), -Infinity),
    timesSetBack,
  };
}

/** After a restart the time since the start begins anew, and at least that much has passed: never a false word. */
function wasSetBack({ envelope }: Dated, before: Dated | undefined): boolean {
  if (before === undefined) return false;
  const ran = envelope.monotonicMs - before.envelope.monotonicMs;
  const moved = Date.parse(envelope.at) - Date.parse(before.envelope.at);
  return ran >= 0 && moved < ran - drift;
}
