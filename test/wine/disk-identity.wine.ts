import assert from 'node:assert/strict';
import { test } from 'node:test';
import koffi from 'koffi';
import { ask } from './ask.ts';
import { diskClass, registered } from './registered-device.ts';
import { deleteKey, setValues } from './registry.ts';

const kernel32 = koffi.load('kernel32.dll');
const define = kernel32.func('DefineDosDeviceW', 'int32', ['uint32', 'str16', 'str16']);
const queryDosDevice = kernel32.func('QueryDosDeviceW', 'uint32', ['str16', 'void *', 'uint32']);
/** fileapi.h: DDD_RAW_TARGET_PATH, DDD_REMOVE_DEFINITION. */
const [raw, remove] = [1, 2];

const id = 'SCSI\\DISK&VEN_NVME&PROD_SAMSUNG_MZVL2512\\5&3B7F1D2A&0&000000';
const diskInterface = '53f56307-b6bf-11d0-94f2-00a0c91efb8b';
const name = `${id.replaceAll('\\', '#')}#{${diskInterface}}`;
const link = `HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceClasses\\{${diskInterface}}\\##?#${name}`;

/** The device behind a letter, such as `\Device\HarddiskVolume1`. */
function deviceBehind(letter: string): string {
  const memory = Buffer.alloc(1024);
  queryDosDevice(letter, memory, 512);
  return memory.toString('utf16le').replace(/\0.*$/s, '');
}

test('a disk is opened by the id of its device, and asked for its number and size; Wine tells no number', (t) => {
  t.after(registered(diskClass, id, [], diskInterface));
  // As the driver of a disk does when it is ready: the interface is enabled, and leads to the device.
  t.after(() => deleteKey(link));
  setValues(`${link}\\#\\Control`, { Linked: ['REG_DWORD', 1] });
  t.after(() => define(remove, name, null));
  assert.equal(define(raw, name, deviceBehind('C:')), 1);
  const told = ask('diskIdentity', [id]);
  assert.ok(told.ok, JSON.stringify(told));
  assert.equal(typeof told.value.serial, 'string');
  assert.ok(told.value.bytes > 2 ** 30, `${told.value.bytes} bytes`);
  assert.equal(told.value.bytes % 512, 0);
});

test('of a disk that is not there nothing is told', () => {
  assert.deepEqual(ask('diskIdentity', [id]), {
    ok: false,
    reason: 'failed',
    detail: 'SetupDiEnumDeviceInterfaces: 259',
  });
});
