import type { Configuration } from '../../../facts/configuration.ts';
import { makerText } from '../../maker-text.ts';
import { valueAt } from '../property-list.ts';

/** What `system_profiler -json` tells under each data type; its keys are the same in every language. */
export interface Hardware {
  readonly processor: string;
  readonly memory: Configuration['memory'];
  readonly disks: Configuration['disks'];
}

export const dataTypes = [
  'SPHardwareDataType',
  'SPMemoryDataType',
  'SPNVMeDataType',
  'SPSerialATADataType',
] as const;

type Items = readonly Readonly<Record<string, unknown>>[];

/** @returns undefined for what is no such listing. */
export function readHardware(json: string): Hardware | undefined {
  const all = parse(json);
  if (all === undefined) return undefined;
  const [hardware, memory, nvme, sata] = dataTypes.map((type) => itemsIn(all[type]));
  const [overview] = hardware ?? [];
  const disks = [...disksIn(nvme ?? []), ...disksIn(sata ?? [])];
  return {
    processor: text(valueAt(overview, 'chip_type')) || text(valueAt(overview, 'cpu_type')),
    memory: memoryIn(memory ?? []),
    // A Mac starts from a disk of its own: where none is told, they were not read.
    disks: disks.length === 0 ? null : disks,
  };
}

function parse(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function itemsIn(value: unknown): Items {
  return Array.isArray(value) ? (value as Items) : [];
}

/** On Apple silicon all memory is one part, under the data type's own name; else a slot each, in the list of a bank. */
function memoryIn(items: Items): Configuration['memory'] {
  const [whole] = items
    .map((item) => bytesOf(valueAt(item, 'SPMemoryDataType')))
    .filter((bytes) => bytes > 0);
  if (whole !== undefined) return { told: 'total', modules: [{ bytes: whole, serial: '' }] };
  const modules = items
    .flatMap((item) => itemsIn(valueAt(item, '_items')))
    .map((slot) => ({
      bytes: bytesOf(valueAt(slot, 'dimm_size')),
      serial: text(valueAt(slot, 'dimm_serial_number')),
    }))
    .filter(({ bytes }) => bytes > 0);
  return modules.length === 0 ? null : { told: 'modules', modules };
}

/** `16 GB`; `empty` for a slot with nothing in it. */
function bytesOf(value: unknown): number {
  const [, number, unit] = /^(\d+) (MB|GB|TB)$/.exec(text(value)) ?? [];
  const exponent = { MB: 20, GB: 30, TB: 40 }[unit ?? ''] ?? 0;
  return number === undefined ? 0 : Number(number) * 2 ** exponent;
}

/** A controller with its disks below it; one in a case of its own can be taken off. */
function disksIn(controllers: Items): NonNullable<Configuration['disks']> {
  return controllers
    .flatMap((controller) => itemsIn(valueAt(controller, '_items')))
    .filter(
      (disk) => valueAt(disk, 'detachable_drive') !== 'yes' && valueAt(disk, 'removable_media') !== 'yes',
    )
    .map((disk) => ({
      model: text(valueAt(disk, 'device_model')) || text(valueAt(disk, '_name')),
      serial: text(valueAt(disk, 'device_serial')),
      bytes: numberIn(valueAt(disk, 'size_in_bytes')),
    }));
}

function text(value: unknown): string {
  return typeof value === 'string' ? makerText(value) : '';
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
