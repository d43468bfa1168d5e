import assert from 'node:assert/strict';
import koffi from 'koffi';
import { guidBytes } from '../../src/probes/windows/native/guid.ts';

// Devices are registered with Wine's own SetupAPI, as its kernel would; Windows lets no program do that.

const setupapi = koffi.load('setupapi.dll');
const create = setupapi.func('SetupDiCreateDeviceInfoList', 'void *', ['void *', 'void *']);
const destroy = setupapi.func('SetupDiDestroyDeviceInfoList', 'int32', ['void *']);
const createDevice = setupapi.func('SetupDiCreateDeviceInfoW', 'int32', [
  ...['void *', 'str16', 'void *', 'str16', 'void *', 'uint32', 'void *'],
]);
const register = setupapi.func('SetupDiRegisterDeviceInfo', 'int32', [
  ...['void *', 'void *', 'uint32', 'void *', 'void *', 'void *'],
]);
const createInterface = setupapi.func('SetupDiCreateDeviceInterfaceW', 'int32', [
  ...['void *', 'void *', 'void *', 'str16', 'uint32', 'void *'],
]);
const setProperty = setupapi.func('SetupDiSetDevicePropertyW', 'int32', [
  ...['void *', 'void *', 'void *', 'uint32', 'void *', 'uint32', 'uint32'],
]);
const callInstaller = setupapi.func('SetupDiCallClassInstaller', 'int32', ['uint32', 'void *', 'void *']);
/** setupapi.h: DIF_REMOVE. */
const remove = 5;

export const diskClass = guidBytes('4d36e967-e325-11ce-bfc1-08002be10318');
export const discClass = guidBytes('4d36e965-e325-11ce-bfc1-08002be10318');

/** devpkey.h: GUID and number of the key, DEVPROPTYPE (devpropdef.h), value. */
export type Property = readonly [string, number, number, Buffer];

/**
 * @param interfaceGuid without braces: of an interface by which it is opened.
 * @returns what takes the device out again.
 */
export function registered(
  ofClass: Buffer,
  id: string,
  properties: readonly Property[],
  interfaceGuid?: string,
): () => void {
  const list = create(ofClass, null);
  const device = Buffer.alloc(32);
  device.writeUInt32LE(32);
  assert.equal(createDevice(list, id, ofClass, null, null, 0, device), 1, id);
  assert.equal(register(list, device, 0, null, null, null), 1, id);
  if (interfaceGuid !== undefined)
    assert.equal(createInterface(list, device, guidBytes(interfaceGuid), null, 0, null), 1, interfaceGuid);
  for (const [guid, number, type, value] of properties) {
    const key = Buffer.alloc(20);
    guidBytes(guid).copy(key);
    key.writeUInt32LE(number, 16);
    assert.equal(setProperty(list, device, key, type, value, value.length, 0), 1, `${id} ${number}`);
  }
  return () => {
    callInstaller(remove, list, device);
    destroy(list);
  };
}
