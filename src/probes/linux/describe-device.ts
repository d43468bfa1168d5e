import { hostname, release, totalmem } from 'node:os';
import type { DeviceDescription } from '../probe.ts';

/**
 * What this computer is, by systeminformation; for people only, nothing of it is judged. It starts child processes and
 * takes some hundred milliseconds: once at start, never in a scan. The serial number is root's to read (/sys/class/dmi).
 */
export async function describeDevice(): Promise<DeviceDescription> {
  const { cpu, osInfo, system } = await import('systeminformation');
  const [machine, os, processor] = await Promise.all([
    system().catch(() => undefined),
    osInfo().catch(() => undefined),
    cpu().catch(() => undefined),
  ]);
  return {
    hostname: hostname(),
    manufacturer: said(machine?.manufacturer),
    model: said(machine?.model),
    serial: said(machine?.serial),
    osName: said(os?.distro) || 'Linux',
    osVersion: said(os?.release) || release(),
    cpu: [processor?.manufacturer, processor?.brand].map(said).filter(Boolean).join(' '),
    memoryBytes: totalmem(),
  };
}

/** systeminformation, and makers who left the field as it came, say "nothing" in these words. */
const nothing =
  /^(-|unknown|default string|to be filled by o\.?e\.?m\.?|not specified|system serial number|none|0+)$/i;

function said(text: string | undefined): string {
  const trimmed = (text ?? '').trim();
  return nothing.test(trimmed) ? '' : trimmed;
}
