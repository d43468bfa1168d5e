import { deviceInfoData, deviceInterfaceData, devicePropertyKey } from './device-structures.ts';
import { win32Failure } from './failure.ts';
import { guidBytes } from './guid.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { outNumber, sizeOf } from './memory.ts';

const setupapi = 'setupapi.dll';
const getClassDevs = native(setupapi, 'SetupDiGetClassDevsW', 'void *', [
  'void *',
  'str16',
  'void *',
  'uint32',
]);
const enumDeviceInfo = native(setupapi, 'SetupDiEnumDeviceInfo', 'int32', ['void *', 'uint32', 'void *']);
const getInstanceId = native(setupapi, 'SetupDiGetDeviceInstanceIdW', 'int32', [
  'void *',
  'void *',
  'void *',
  'uint32',
  'void *',
]);
const getProperty = native(setupapi, 'SetupDiGetDevicePropertyW', 'int32', [
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'uint32',
  'void *',
  'uint32',
]);
const enumInterfaces = native(setupapi, 'SetupDiEnumDeviceInterfaces', 'int32', [
  'void *',
  'void *',
  'void *',
  'uint32',
  'void *',
]);
const getInterfaceDetail = native(setupapi, 'SetupDiGetDeviceInterfaceDetailW', 'int32', [
  'void *',
  'void *',
  'void *',
  'uint32',
  'void *',
  'void *',
]);
const destroyList = native(setupapi, 'SetupDiDestroyDeviceInfoList', 'int32', ['void *']);

/** setupapi.h: DIGCF_PRESENT, DIGCF_DEVICEINTERFACE. Without the first, devices that are gone are told, too. */
const presentInterfaces = 0x02 | 0x10;
const invalidHandle = 0xffff_ffff_ffff_ffffn;
/** winerror.h: ERROR_NO_MORE_ITEMS, ERROR_NOT_FOUND. */
const [noMoreItems, notFound] = [259, 1168];
/** A list that never comes to an end must not hold the scan. */
const mostDevices = 10_000;
/** Bytes; an id has 200 characters at most (MAX_DEVICE_ID_LEN, cfgmgr32.h), a path of an interface some more. */
const capacity = 2048;
/** SP_DEVICE_INTERFACE_DETAIL_DATA_W: its size without the path, as 64-bit Windows wants it, and where the path begins. */
const [detailSize, pathStart] = [8, 4];

/** One device of a list that Windows made. */
export interface DeviceSet {
  readonly list: bigint;
  /** SP_DEVINFO_DATA. */
  readonly device: Buffer;
}

/** Each device of a class (its GUID without braces), in this computer or gone again, by what `read` makes of it. */
export function devicesOf<T>(ofClass: string, read: (set: DeviceSet) => T): T[] {
  return withList(guidBytes(ofClass), null, 0, (list) => {
    const found: T[] = [];
    for (let index = 0; index < mostDevices; index += 1) {
      const device = sized(deviceInfoData);
      prepareLastError();
      if (!isDone(enumDeviceInfo(list, index, device))) break;
      found.push(read({ list, device }));
    }
    if (lastError() !== noMoreItems) throw win32Failure('SetupDiEnumDeviceInfo', lastError());
    return found;
  });
}

/** Such as `USBSTOR\DISK&VEN_KINGSTON&…\60A4…&0`. */
export function instanceId({ list, device }: DeviceSet): string {
  const memory = Buffer.alloc(capacity);
  prepareLastError();
  if (!isDone(getInstanceId(list, device, memory, capacity / 2, null)))
    throw win32Failure('SetupDiGetDeviceInstanceIdW', lastError());
  return ended(memory);
}

/** @returns the bytes of a property, by the GUID and the number of its DEVPROPKEY; `undefined`: it has none. */
export function deviceProperty(
  { list, device }: DeviceSet,
  [guid, number]: readonly [string, number],
): Buffer | undefined {
  const key = Buffer.alloc(sizeOf(devicePropertyKey));
  guidBytes(guid).copy(key);
  key.writeUInt32LE(number, 16);
  const [memory, type, length] = [Buffer.alloc(capacity), outNumber(), outNumber()];
  prepareLastError();
  if (isDone(getProperty(list, device, key, type.memory, memory, capacity, length.memory, 0)))
    return memory.subarray(0, length.value());
  if (lastError() === notFound) return undefined;
  throw win32Failure('SetupDiGetDevicePropertyW', lastError());
}

/** Where a device that is there is opened, by the GUID of its interface. */
export function interfacePath(id: string, byInterface: string): string {
  const guid = guidBytes(byInterface);
  return withList(guid, id, presentInterfaces, (list) => {
    const found = sized(deviceInterfaceData);
    prepareLastError();
    if (!isDone(enumInterfaces(list, null, guid, 0, found)))
      throw win32Failure('SetupDiEnumDeviceInterfaces', lastError());
    const detail = Buffer.alloc(capacity);
    detail.writeUInt32LE(detailSize);
    if (!isDone(getInterfaceDetail(list, found, detail, capacity, null, null)))
      throw win32Failure('SetupDiGetDeviceInterfaceDetailW', lastError());
    return ended(detail.subarray(pathStart));
  });
}

function withList<T>(guid: Buffer, enumerator: string | null, flags: number, use: (list: bigint) => T): T {
  prepareLastError();
  const made = getClassDevs(guid, enumerator, null, flags);
  const list = BigInt.asUintN(64, BigInt(made ?? invalidHandle));
  if (list === invalidHandle) throw win32Failure('SetupDiGetClassDevsW', lastError());
  try {
    return use(list);
  } finally {
    destroyList(list);
  }
}

/** Zeroed memory whose first field says its size. */
function sized(structure: Parameters<typeof sizeOf>[0]): Buffer {
  const memory = Buffer.alloc(sizeOf(structure));
  memory.writeUInt32LE(memory.length);
  return memory;
}

function ended(memory: Buffer): string {
  return memory.toString('utf16le').replace(/\0.*$/s, '');
}
