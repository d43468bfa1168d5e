import type { Medium } from '../../../facts/removable-media.ts';
import type { StorageNode } from '../storage.ts';

/** Files that Windows shows as a disk or a disc: a VHD, an ISO image. */
const images = /^SCSI\\(DISK&VEN_MSFT&PROD_VIRTUAL_DISK|CDROM&VEN_MSFT&PROD_VIRTUAL_DVD-ROM)\\/i;
/** CM_REMOVAL_POLICY_EXPECT_NO_REMOVAL (cfgmgr32.h). */
const stays = 1;

/** @returns null for a part of the computer, and for what is a file. A device that is gone tells less: it is as its name says. */
export function kindOf(node: StorageNode): Medium['kind'] | null {
  const { id, isInside, removalPolicy } = node;
  if (images.test(id)) return null;
  if (node.kind === 'disc') return 'disc';
  if (isOnUsb(node)) return isInside === true ? insideReader(node) : 'usb-drive';
  // Chips that are soldered in have the driver of cards, and are not expected to go.
  if (/^SD\\/i.test(id)) return removalPolicy === stays ? null : 'card';
  if (/^SBP2\\/i.test(id)) return 'external-disk';
  // Firmware calls many a built-in SATA disk one that can go; of NVMe disks it says so behind Thunderbolt alone.
  const canGo = removalPolicy !== undefined && removalPolicy !== stays;
  return /^SCSI\\DISK&VEN_NVME&/i.test(id) && canGo && isInside === false ? 'external-disk' : null;
}

/** By the USB's own driver for storage, or by UAS, whose disks are SCSI disks below a USB device. */
export function isOnUsb({ id, parent }: StorageNode): boolean {
  return /^USBSTOR\\/i.test(id) || /^USB\\/i.test(parent);
}

/** A disk inside stays; of a reader inside, the card comes and goes. */
function insideReader({ medium }: StorageNode): Medium['kind'] | null {
  return medium?.ok === true && medium.value.isRemovable ? 'card' : null;
}
