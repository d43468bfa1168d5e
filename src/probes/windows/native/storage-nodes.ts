import type { StorageNode } from '../storage.ts';
import { type DeviceSet, deviceProperty, devicesOf, instanceId, interfacePath } from './device-set.ts';
import { readMedium } from './drives.ts';
import { answered } from './failure.ts';

/** A DEVPROPKEY of devpkey.h: the words of its GUID, and its number. */
const keys = {
  isPresent: ['540b947e-8b40-45bc-a8a2-6a0b894cbda2', 5],
  isInside: ['8c7ed206-3f8a-4827-b3ab-ae9e1faefc6c', 4],
  removalPolicy: ['a45c254e-df1c-4efd-8020-67d146a850e0', 33],
  parent: ['4340a6c5-93fa-4706-972c-7b648008a5a7', 8],
  // DEVPKEY_Device_LastKnownParent, which mingw-w64's header lacks: of a device that is gone there is no other.
  lastParent: ['83da6326-97a6-4088-9453-a1923f573b29', 10],
  firstInstall: ['83da6326-97a6-4088-9453-a1923f573b29', 101],
  lastArrival: ['83da6326-97a6-4088-9453-a1923f573b29', 102],
  lastRemoval: ['83da6326-97a6-4088-9453-a1923f573b29', 103],
} as const;

/** devguid.h and winioctl.h: the class of a device, and the interface by which it is opened. */
const classes = {
  disk: ['4d36e967-e325-11ce-bfc1-08002be10318', '53f56307-b6bf-11d0-94f2-00a0c91efb8b'],
  disc: ['4d36e965-e325-11ce-bfc1-08002be10318', '53f56308-b6bf-11d0-94f2-00a0c91efb8b'],
} as const;

/** Every disk and every drive for discs that was ever in this computer, as far as Windows remembers. */
export function readStorageNodes(): StorageNode[] {
  return (['disk', 'disc'] as const).flatMap((kind) => {
    const [ofClass, byInterface] = classes[kind];
    return devicesOf(ofClass, (set) => nodeOf(kind, set, byInterface));
  });
}

function nodeOf(kind: StorageNode['kind'], set: DeviceSet, byInterface: string): StorageNode {
  const id = instanceId(set);
  const isPresent = flag(set, keys.isPresent) ?? false;
  const medium = isPresent ? answered(() => readMedium(interfacePath(id, byInterface))) : undefined;
  return {
    kind,
    id,
    isPresent,
    isInside: flag(set, keys.isInside),
    removalPolicy: deviceProperty(set, keys.removalPolicy)?.readUInt32LE(),
    parent: text(set, keys.parent) ?? text(set, keys.lastParent) ?? '',
    firstInstall: time(set, keys.firstInstall),
    lastArrival: time(set, keys.lastArrival),
    lastRemoval: time(set, keys.lastRemoval),
    medium,
  };
}

type Key = (typeof keys)[keyof typeof keys];

/** DEVPROP_BOOLEAN: one byte, 0 or -1. */
function flag(set: DeviceSet, key: Key): boolean | undefined {
  const bytes = deviceProperty(set, key);
  return bytes === undefined ? undefined : bytes.readUInt8() !== 0;
}

function text(set: DeviceSet, key: Key): string | undefined {
  return deviceProperty(set, key)?.toString('utf16le').replace(/\0.*$/s, '');
}

function time(set: DeviceSet, key: Key): bigint {
  return deviceProperty(set, key)?.readBigInt64LE() ?? 0n;
}
