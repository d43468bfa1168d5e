import { describeDeviceAs } from '../device-description.ts';
import type { DeviceDescription } from '../probe.ts';

export function describeDevice(): Promise<DeviceDescription> {
  return describeDeviceAs('macOS');
}
