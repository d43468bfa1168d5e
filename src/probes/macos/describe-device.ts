import { hostname, release, totalmem } from 'node:os';
import { makerText } from '../maker-text.ts';
import type { DeviceDescription } from '../probe.ts';

/**
 * What this computer is, by systeminformation; for people only, nothing of it is judged. It starts child processes and
 * takes some hundred milliseconds: once at start, never in a scan.
 */
export async function describeDevice(): Promise<DeviceDescription> {
  // As a bundle holds it, a CommonJS package has nothing but its default.
  const { cpu, osInfo, system } = (await import('systeminformation')).default;
  const [machine, os, processor] = await Promise.all([
    system().catch(() => undefined),
    osInfo().catch(() => undefined),
    cpu().catch(() => undefined),
  ]);
  return {
    hostname: hostname(),
    manufacturer: makerText(machine?.manufacturer),
    model: makerText(machine?.model),
    serial: makerText(machine?.serial),
    osName: makerText(os?.distro) || 'macOS',
    osVersion: makerText(os?.release) || release(),
    cpu: [processor?.manufacturer, processor?.brand].map(makerText).filter(Boolean).join(' '),
    memoryBytes: totalmem(),
  };
}
