import { type Reading, unknown } from '../../facts/fact.ts';
import type { Readings } from '../../facts/registry.ts';
import type { DeviceDescription } from '../../probes/probe.ts';
import { maxReportBytes } from '../../protocol/report.ts';
import type { Message, MessageValue, Verdict } from '../../rules/verdict.ts';
import type { Assessment } from '../agent-state.ts';

/** Half of what the endpoint takes: base64url makes three bytes four, and the rest of the report needs room too. */
const maxFactBytes = maxReportBytes / 8;

/**
 * The assessment within the bounds of protocol/report.ts. A machine can hold texts of any length; an endpoint that
 * refused its reports for good would never hear of it again.
 */
export function fitToWire(
  assessment: Assessment,
  description: DeviceDescription,
): Assessment & { description: DeviceDescription } {
  return {
    ...assessment,
    verdicts: assessment.verdicts.map(fitVerdict),
    facts: Object.fromEntries(
      Object.entries(assessment.facts).map(([name, reading]) => [name, fitReading(reading)]),
    ) as Readings,
    description: fitDescription(description),
  };
}

/** An endpoint wants a name for every device, and texts of 200 characters at most. */
function fitDescription(description: DeviceDescription): DeviceDescription {
  const { hostname, manufacturer, model, serial, osName, osVersion, cpu, memoryBytes } = description;
  return {
    hostname: cut(hostname, 255) || 'unnamed',
    manufacturer: cut(manufacturer, 200),
    model: cut(model, 200),
    serial: cut(serial, 200),
    osName: cut(osName, 200),
    osVersion: cut(osVersion, 200),
    cpu: cut(cpu, 200),
    memoryBytes,
  };
}

function fitVerdict(verdict: Verdict): Verdict {
  return {
    ...verdict,
    observed: verdict.observed && fitMessage(verdict.observed),
    limit: fitMessage(verdict.limit),
    reason: verdict.reason && fitMessage(verdict.reason),
    source: verdict.source && cut(verdict.source, 500),
  };
}

function fitMessage(message: Message): Message {
  if (message.values === undefined) return message;
  const values = Object.entries(message.values).map(([name, value]) => [name, fitValue(value)] as const);
  return { id: message.id, values: Object.fromEntries(values) };
}

function fitValue(value: MessageValue): MessageValue {
  if (typeof value === 'string') return cut(value, 2000);
  if (value === null || typeof value !== 'object') return value;
  return value.slice(0, 200).map((item) => cut(item, 500));
}

function fitReading(reading: Reading<unknown>): Reading<unknown> {
  const source = reading.source === undefined ? undefined : cut(reading.source, 500);
  if (reading.state === 'absent') return { ...reading, source };
  if (reading.state === 'unknown') {
    const { detail } = reading;
    return { ...reading, source, detail: detail === undefined ? undefined : cut(detail, 2000) };
  }
  const bytes = Buffer.byteLength(JSON.stringify(reading.value));
  if (bytes <= maxFactBytes) return { ...reading, source: cut(reading.source, 500) };
  return unknown('partly-readable', source, `known on the device, but too large to report: ${bytes} bytes`);
}

/** Counted as the schema counts, in UTF-16 units; half a character is no text. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
