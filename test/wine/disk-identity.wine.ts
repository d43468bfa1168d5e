import assert from 'node:assert/strict';
import { test } from 'node:test';
import koffi from 'koffi';
import { ask } from './ask.ts';
import { diskClass, registered } from './registered-device.ts';
import { deleteKey, setValues } from './registry.ts';

const kernel32 = koffi.load('kernel32.dll');
const queryDosDevice = kernel32.func('QueryDosDeviceW', 'uint32', ['str16', 'void *', 'uint32']);
const createLink = koffi
  .load('ntdll.dll')
  .func('NtCreateSymbolicLinkObject', 'int32', ['void *', 'uint32', 'void *', 'void *']);
const closeHandle = kernel32.func('CloseHandle', 'int32', ['uint64']);
/** winnt.h: SYMBOLIC_LINK_ALL_ACCESS; ntdef.h: OBJ_CASE_INSENSITIVE. */
const [allAccess, anyCase] = [0xf0001, 0x40];

const id = 'SCSI\\DISK&VEN_NVME&PROD_SAMSUNG_MZVL2512\\5&3B7F1D2A&0&000000';
const diskInterface = '53f56307-b6bf-11d0-94f2-00a0c91efb8b';
const interfaceName = `${id.replaceAll('\\', '#')}#{${diskInterface}}`;
const link = `HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceClasses\\{${diskInterface}}\\##?#${interfaceName}`;

/** The device behind a letter, such as `\Device\HarddiskVolume1`. */
function deviceBehind(letter: string): string {
  const memory = Buffer.alloc(1024);
  queryDosDevice(letter, memory, 512);
  return memory.toString('utf16le').replace(/\0.*$/s, '');
}

/** UNICODE_STRING (ntdef.h); its text must be held as long as it is. */
function unicodeString(text: Buffer): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(text.length, 0);
  bytes.writeUInt16LE(text.length, 2);
  bytes.writeBigUInt64LE(koffi.address(text), 8);
  return bytes;
}

/** A name of a device, as a driver makes it; DefineDosDeviceW of Wine takes none of this length. @returns what ends it. */
function linked(from: string, to: string): () => void {
  const [name, target] = [Buffer.from(from, 'utf16le'), Buffer.from(to, 'utf16le')];
  const [nameText, targetText] = [unicodeString(name), unicodeString(target)];
  // OBJECT_ATTRIBUTES (ntdef.h): its length, the name at 16, its flags at 24.
  const attributes = Buffer.alloc(48);
  attributes.writeUInt32LE(attributes.length, 0);
  attributes.writeBigUInt64LE(koffi.address(nameText), 16);
  attributes.writeUInt32LE(anyCase, 24);
  const handle = Buffer.alloc(8);
  assert.equal(createLink(handle, allAccess, attributes, targetText), 0, from);
  // To the engine a pointer is a number, which keeps no memory from being given back.
  for (const held of [name, target, nameText]) koffi.address(held);
  return () => closeHandle(handle.readBigUInt64LE());
}

test('a disk is opened by the id of its device, and asked for its number and size', (t) => {
  t.after(registered(diskClass, id, [], diskInterface));
  // As the driver of a disk does when it is ready: the interface is enabled, and leads to the device.
  t.after(() => deleteKey(link));
  setValues(`${link}\\#\\Control`, { Linked: ['REG_DWORD', 1] });
  t.after(linked(`\\??\\${interfaceName}`, deviceBehind('C:')));
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
