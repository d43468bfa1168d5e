import { hostname, release, totalmem } from 'node:os';
import { makerText } from './maker-text.ts';
import type { DeviceDescription } from './probe.ts';

/**
 * What this computer is, by systeminformation; for people only, nothing of it is judged. It starts child processes and
 * takes some hundred milliseconds: once at start, never in a scan. `system`: what it is called where its maker doesn't say.
 */
export async function describeDeviceAs(system: string): Promise<DeviceDescription> {
  // As a bundle holds it, a CommonJS package has nothing but its default.
  const information = (await import('systeminformation')).default;
  const [machine, os, processor] = await Promise.all([
    information.system().catch(() => undefined),
    information.osInfo().catch(() => undefined),
    information.cpu().catch(() => undefined),
  ]);
  return {
    hostname: hostname(),
    manufacturer: makerText(machine?.manufacturer),
    model: makerText(machine?.model),
    serial: makerText(machine?.serial),
    osName: makerText(os?.distro) || system,
    osVersion: makerText(os?.release) || release(),
    cpu: [processor?.manufacturer, processor?.brand].map(makerText).filter(Boolean).join(' '),
    memoryBytes: totalmem(),
  };
}
