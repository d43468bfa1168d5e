import type { Answer } from './answer.ts';

// Drives, disks and what is in them, as Windows tells of them.

/** What has a letter in this session; a folder that `subst` named is none. */
export interface Drive {
  /** Such as `E:`. */
  readonly letter: string;
  /** GetDriveTypeW: 1 gone, 2 removable, 3 fixed (USB disks too), 4 network, 5 CD, 6 memory; 0 not told. */
  readonly type: number;
}

/** Of STORAGE_DEVICE_DESCRIPTOR (winioctl.h): what carries a drive. */
export interface StorageDevice {
  /** STORAGE_BUS_TYPE: 7 USB, 4 FireWire, 12 SD, 13 MMC, 11 SATA, 17 NVMe and so on; 0 not told. */
  readonly busType: number;
  /** Its medium can be taken out, or it pretends so, as sticks do. */
  readonly removableMedia: boolean;
}

/** What a disk says of itself. */
export interface DiskIdentity {
  /** Empty where it does not tell. */
  readonly serial: string;
  readonly bytes: number;
}

/** What is in a drive. */
export interface StorageMedium {
  /** Its medium can be taken out, or it pretends so, as sticks do. */
  readonly isRemovable: boolean;
  readonly isIn: boolean;
}

/** A disk or a drive for discs that Windows knows (SetupAPI), in this computer or gone again. */
export interface StorageNode {
  readonly kind: 'disk' | 'disc';
  /** Such as `USBSTOR\\DISK&VEN_KINGSTON&…\\60A4…&0`. */
  readonly id: string;
  readonly isPresent: boolean;
  /** DEVPKEY_Device_InLocalMachineContainer: it is a part of the computer; `undefined` where Windows does not say. */
  readonly isInside: boolean | undefined;
  /** CM_REMOVAL_POLICY (cfgmgr32.h): 1 it stays, 2 it may go in order, 3 it may go by surprise. */
  readonly removalPolicy: number | undefined;
  /** The id of what it hangs on, or hung on last; empty where Windows does not say. */
  readonly parent: string;
  /** FILETIME; 0 = not told. */
  readonly firstInstall: bigint;
  readonly lastArrival: bigint;
  readonly lastRemoval: bigint;
  /** Of one that is in this computer. */
  readonly medium: Answer<StorageMedium> | undefined;
}
