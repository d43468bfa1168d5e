import { describeDeviceAs } from '../device-description.ts';
import type { DeviceDescription } from '../probe.ts';

/** The serial number is root's to read (/sys/class/dmi). */
export function describeDevice(): Promise<DeviceDescription> {
  return describeDeviceAs('Linux');
}
