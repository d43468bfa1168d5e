import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { discClass, diskClass, type Property, registered } from './registered-device.ts';

const isPresent = (is: boolean): Property => [
  '540b947e-8b40-45bc-a8a2-6a0b894cbda2',
  5,
  0x11,
  Buffer.from([is ? 0xff : 0]),
];
const isInside = (is: boolean): Property => [
  '8c7ed206-3f8a-4827-b3ab-ae9e1faefc6c',
  4,
  0x11,
  Buffer.from([is ? 0xff : 0]),
];
const parent = (id: string): Property => [
  '4340a6c5-93fa-4706-972c-7b648008a5a7',
  8,
  0x12,
  Buffer.from(`${id}\0`, 'utf16le'),
];
const removalPolicy = (policy: number): Property => [
  'a45c254e-df1c-4efd-8020-67d146a850e0',
  33,
  7,
  Buffer.from([policy, 0, 0, 0]),
];
function date(number: number, ticks: bigint): Property {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(ticks);
  return ['83da6326-97a6-4088-9453-a1923f573b29', number, 0x10, bytes];
}

const usb = 'USB\\VID_0951&PID_1666\\60A44C413FAEF290395F00F4';
const stick = 'USBSTOR\\DISK&VEN_KINGSTON&PROD_DATATRAVELER_3.0&REV_PMAP\\60A44C413FAEF290395F00F4&0';

test('a disk that is there and one that is gone are told with all that Windows keeps of them', (t) => {
  const [first, arrival, removal] = [
    134_048_800_000_000_000n,
    134_048_900_000_000_000n,
    134_049_000_000_000_000n,
  ];
  t.after(
    registered(diskClass, stick, [
      isPresent(false),
      parent(usb),
      date(101, first),
      date(102, arrival),
      date(103, removal),
    ]),
  );
  const inside = 'SCSI\\DISK&VEN_NVME&PROD_WDC\\5&2C8F4B1&0&000000';
  t.after(registered(diskClass, inside, [isPresent(true), isInside(true), removalPolicy(1)]));
  const told = ask('storageNodes', []);
  assert.ok(told.ok);
  const nodeOf = (id: string) => told.value.find((node) => node.id.toUpperCase() === id);
  assert.deepEqual(
    { ...nodeOf(stick), id: stick },
    {
      kind: 'disk',
      id: stick,
      isPresent: false,
      parent: usb,
      firstInstall: first,
      lastArrival: arrival,
      lastRemoval: removal,
    },
  );
  const { isPresent: there, isInside: within, removalPolicy: policy, medium } = nodeOf(inside) ?? {};
  assert.deepEqual([there, within, policy], [true, true, 1]);
  // Nobody has made an interface to open it by, so IOCTL_STORAGE_CHECK_VERIFY2 has nothing to ask.
  assert.deepEqual(medium, { ok: false, reason: 'failed', detail: 'SetupDiEnumDeviceInterfaces: 259' });
});

test('drives for discs are told as such, and without devices there are none', (t) => {
  const before = ask('storageNodes', []);
  assert.ok(before.ok);
  assert.deepEqual(before.value, []);
  t.after(registered(discClass, 'SCSI\\CDROM&VEN_HL&PROD_DVD\\4&1F5C3A2&0&020000', [isPresent(true)]));
  const told = ask('storageNodes', []);
  assert.ok(told.ok);
  assert.deepEqual(
    told.value.map(({ kind, isPresent: there }) => [kind, there]),
    [['disc', true]],
  );
});
