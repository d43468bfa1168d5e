import { serialIn } from '../configuration/serial-in.ts';
import type { DiskIdentity } from '../storage.ts';
import { interfacePath } from './device-set.ts';
import { diskGeometryEx } from './device-structures.ts';
import { control, descriptorOf, withDevice } from './drives.ts';
import { Fields } from './memory.ts';

/** winioctl.h: GUID_DEVINTERFACE_DISK. */
const diskInterface = '53f56307-b6bf-11d0-94f2-00a0c91efb8b';
/** winioctl.h: IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, which wants no right to read; IOCTL_DISK_GET_LENGTH_INFO does. */
const getGeometry = 0x700a0;
/** Partitions follow, of which nobody asks. */
const geometryCapacity = 1024;

/** What a disk says of itself, by the id of its device. Nothing is read from it, and no right is needed (access 0). */
export function readDiskIdentity(id: string): DiskIdentity {
  return withDevice(interfacePath(id, diskInterface), (handle) => ({
    serial: serialIn(descriptorOf(handle)),
    bytes: sizeOfDisk(handle),
  }));
}

function sizeOfDisk(handle: bigint): number {
  const memory = Buffer.alloc(geometryCapacity);
  control(handle, getGeometry, 'IOCTL_DISK_GET_DRIVE_GEOMETRY_EX', memory);
  return Number(new Fields(diskGeometryEx, memory).int64('DiskSize'));
}
