import type { Drive, StorageDevice, StorageMedium } from '../storage.ts';
import { storageDeviceDescriptor, storagePropertyQuery } from './device-structures.ts';
import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, outNumber, sizeOf } from './memory.ts';

const getLogicalDrives = native('kernel32.dll', 'GetLogicalDrives', 'uint32', []);
const getDriveType = native('kernel32.dll', 'GetDriveTypeW', 'uint32', ['str16']);
const queryDosDevice = native('kernel32.dll', 'QueryDosDeviceW', 'uint32', ['str16', 'void *', 'uint32']);
const createFile = native('kernel32.dll', 'CreateFileW', 'void *', [
  'str16',
  'uint32',
  'uint32',
  'void *',
  'uint32',
  'uint32',
  'void *',
]);
const deviceIoControl = native('kernel32.dll', 'DeviceIoControl', 'int32', [
  'void *',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'void *',
]);
const closeHandle = native('kernel32.dll', 'CloseHandle', 'int32', ['void *']);

/** winioctl.h: IOCTL_STORAGE_QUERY_PROPERTY. Its query, all zero, is StorageDeviceProperty by PropertyStandardQuery. */
const queryProperty = 0x2d1400;
/** winioctl.h: IOCTL_STORAGE_CHECK_VERIFY2, which wants no right to read. */
const checkMedium = 0x2d0800;
/** winerror.h: ERROR_NOT_READY, ERROR_NO_MEDIA_IN_DRIVE: of a drive with nothing in it. */
const nothingIn: readonly number[] = [21, 1112];
/** fileapi.h: FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING. */
const shareAll = 3;
const openExisting = 3;
const invalidHandle = 0xffff_ffff_ffff_ffffn;
/** Behind the descriptor the device's names and its serial number follow. */
const descriptorCapacity = 1024;
const longestTarget = 1024;

/** A name that `subst` gave a folder leads back into the names, and is no drive (QueryDosDeviceW, DefineDosDeviceW). */
const otherName = '\\??\\';

/** What has a letter, as this session sees it. Nothing is opened. */
export function readDrives(): Drive[] {
  prepareLastError();
  const mask = Number(getLogicalDrives());
  if (mask === 0) throw win32Failure('GetLogicalDrives', lastError());
  return Array.from({ length: 26 }, (_, index) => index)
    .filter((index) => mask & (1 << index))
    .map((index) => `${String.fromCharCode(65 + index)}:`)
    .filter((letter) => !targetOf(letter).startsWith(otherName))
    .map((letter) => ({ letter, type: Number(getDriveType(`${letter}\\`)) }));
}

/** Empty where Windows does not say. */
function targetOf(letter: string): string {
  const memory = Buffer.alloc(longestTarget * 2);
  const length = Number(queryDosDevice(letter, memory, longestTarget));
  const text = memory.toString('utf16le', 0, length * 2);
  return text.slice(0, Math.max(text.indexOf('\0'), 0));
}

/** What carries a drive with a letter, such as `E:`. Nothing is read from it, and no right is needed (access 0). */
export function readStorageDevice(letter: string): StorageDevice {
  return withDevice(`\\\\.\\${letter}`, deviceOf);
}

/** Whether there is anything in a drive, by the path of its interface. Nothing is read from it, and no right is needed. */
export function readMedium(path: string): StorageMedium {
  return withDevice(path, (handle) => ({
    isRemovable: deviceOf(handle).removableMedia,
    isIn: hasMedium(handle),
  }));
}

function hasMedium(handle: bigint): boolean {
  prepareLastError();
  const returned = outNumber();
  if (isDone(deviceIoControl(handle, checkMedium, null, 0, null, 0, returned.memory, null))) return true;
  if (nothingIn.includes(lastError())) return false;
  throw win32Failure('IOCTL_STORAGE_CHECK_VERIFY2', lastError());
}

/** A device that is opened without a right to read it, for as long as `use` takes. */
export function withDevice<T>(path: string, use: (handle: bigint) => T): T {
  prepareLastError();
  const opened = createFile(path, 0, shareAll, null, openExisting, 0, null);
  const handle = BigInt.asUintN(64, BigInt(opened ?? invalidHandle));
  if (handle === invalidHandle) throw win32Failure('CreateFileW', lastError());
  try {
    return use(handle);
  } finally {
    closeHandle(handle);
  }
}

function deviceOf(handle: bigint): StorageDevice {
  const said = new Fields(storageDeviceDescriptor, descriptorOf(handle));
  return { busType: said.number('BusType'), removableMedia: said.number('RemovableMedia') !== 0 };
}

/** STORAGE_DEVICE_DESCRIPTOR with the names behind it, as much of it as Windows wrote. */
export function descriptorOf(handle: bigint): Buffer {
  const memory = Buffer.alloc(descriptorCapacity);
  const query = Buffer.alloc(sizeOf(storagePropertyQuery));
  const length = control(handle, queryProperty, 'IOCTL_STORAGE_QUERY_PROPERTY', memory, query);
  // An answer that ends before the bus tells none.
  if (length < new Fields(storageDeviceDescriptor, memory).offsetOf('RawPropertiesLength'))
    throw win32Failure('IOCTL_STORAGE_QUERY_PROPERTY', 0);
  return memory.subarray(0, length);
}

/** @param name of the code, for who reads of a failure. @returns the number of bytes that were written into `memory`. */
export function control(handle: bigint, code: number, name: string, memory: Buffer, query?: Buffer): number {
  prepareLastError();
  const [asked, askedLength] = query === undefined ? [null, 0] : [query, query.length];
  const written = outNumber();
  const done = deviceIoControl(handle, code, asked, askedLength, memory, memory.length, written.memory, null);
  if (!isDone(done)) throw win32Failure(name, lastError());
  return written.value();
}
