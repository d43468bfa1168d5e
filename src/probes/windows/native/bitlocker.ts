import koffi from 'koffi';
import { apartment, withCom } from './com.ts';
import { method, releasing } from './com-object.ts';
import { Failure, resultFailure } from './failure.ts';
import { guidBytes } from './guid.ts';
import { native } from './library.ts';
import { Fields, outPointer, sizeOf } from './memory.ts';
import { propertyVariant } from './property-variant.ts';

const propertyKeyFromName = native('propsys.dll', 'PSGetPropertyKeyFromName', 'int32', ['str16', 'void *']);
const storeFromParsingName = native('shell32.dll', 'SHGetPropertyStoreFromParsingName', 'int32', [
  'str16',
  'void *',
  'int32',
  'void *',
  'void *',
]);
const propVariantClear = native('ole32.dll', 'PropVariantClear', 'int32', ['void *']);

/** What Explorer paints its padlocks by; it has a name and no documentation. */
const propertyName = 'System.Volume.BitLockerProtection';
/** PROPERTYKEY (wtypes.h): a GUID and a number. */
const propertyKeySize = 20;
/** IPropertyStore (propsys.h), and the slot of GetValue in its table. */
const propertyStore = '886D8EEB-8CF2-4446-8D02-CDBA1DBDCF99';
const getValueSlot = 5;
const getValue = koffi.proto('int32 __stdcall DeskwardGetValue(void *self, void *key, void *value)');
/** GPS_DEFAULT (propsys.h): what needs no other program. */
const defaultStore = 0;

/** VARENUM (wtypes.h). */
const empty = 0;
const integers: readonly number[] = [3, 19, 22, 23];

/** The property of a drive such as `C:`; `undefined` where this Windows has none for it. */
export function readBitLocker(letter: string): number | undefined {
  return withCom(apartment, () => {
    const key = Buffer.alloc(propertyKeySize);
    check('PSGetPropertyKeyFromName', propertyKeyFromName(propertyName, key));
    const store = outPointer();
    check(
      'SHGetPropertyStoreFromParsingName',
      storeFromParsingName(`${letter}\\`, null, defaultStore, guidBytes(propertyStore), store.memory),
    );
    if (store.value() === 0n) throw new Failure('failed', 'SHGetPropertyStoreFromParsingName');
    return releasing(store.value(), (self) => readValue(self, key));
  });
}

function readValue(store: bigint, key: Buffer): number | undefined {
  const memory = Buffer.alloc(sizeOf(propertyVariant));
  check('IPropertyStore::GetValue', koffi.call(method(store, getValueSlot), getValue, store, key, memory));
  try {
    const said = new Fields(propertyVariant, memory);
    const type = said.number('vt');
    if (type === empty) return undefined;
    if (!integers.includes(type)) throw new Failure('failed', `${propertyName}: VT ${type}`);
    return said.number('lVal');
  } finally {
    propVariantClear(memory);
  }
}

function check(call: string, result: number | bigint | null): void {
  if (Number(result) !== 0) throw resultFailure(call, Number(result));
}
