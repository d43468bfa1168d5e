import koffi from 'koffi';
import type { SecurityProduct, SecurityProvider } from '../system.ts';
import { multiThreaded, withCom } from './com.ts';
import { createObject, method, releasing } from './com-object.ts';
import { answered, resultFailure } from './failure.ts';
import { native } from './library.ts';
import { outNumber, outPointer, textAt, untouched } from './memory.ts';

const getHealth = native('wscapi.dll', 'WscGetSecurityProviderHealth', 'int32', ['uint32', 'void *']);
const sysFreeString = native('oleaut32.dll', 'SysFreeString', 'void', ['void *']);

/** iwscapi.h: class and interface of the product list. */
const productListClass = '17072F7B-9ABE-4A74-A261-1EB76B55107A';
const productListInterface = '722A338C-6E8E-4E72-AC27-1417FB0C81C2';
/** WSC_SECURITY_PROVIDER (wscapi.h). */
const providers: Readonly<Record<SecurityProvider, number>> = { firewall: 1, antivirus: 4 };

/** Slots in the method tables of iwscapi.h; the first seven are IDispatch's. */
const listSlot = { Initialize: 7, get_Count: 8, get_Item: 9 } as const;
const productSlot = {
  get_ProductName: 7,
  get_ProductState: 8,
  get_SignatureStatus: 9,
  get_RemediationPath: 10,
  get_ProductGuid: 12,
} as const;

const takesNumber = koffi.proto('int32 __stdcall DeskwardTakesNumber(void *self, uint32 value)');
const takesPointer = koffi.proto('int32 __stdcall DeskwardTakesPointer(void *self, void *out)');
const takesBoth = koffi.proto('int32 __stdcall DeskwardTakesBoth(void *self, uint32 value, void *out)');

/** The products of one kind that are registered with Windows Security Center. */
export function readSecurityProducts(provider: SecurityProvider): SecurityProduct[] {
  return withCom(multiThreaded, () => productsOfList(providers[provider]));
}

/** What Security Center makes of a kind as a whole: WSC_SECURITY_PROVIDER_HEALTH, 0 good to 3. */
export function readSecurityHealth(provider: SecurityProvider): number {
  const health = outNumber(untouched);
  const result = Number(getHealth(providers[provider], health.memory));
  // S_FALSE: its service does not run, and the value is no more than a guess (WscGetSecurityProviderHealth).
  if (result !== 0 || health.value() === untouched)
    throw resultFailure('WscGetSecurityProviderHealth', result);
  return health.value();
}

function productsOfList(provider: number): SecurityProduct[] {
  return releasing(createObject(productListClass, productListInterface), (self) => {
    check('Initialize', koffi.call(method(self, listSlot.Initialize), takesNumber, self, provider));
    const count = numberOf(self, 'get_Count', listSlot.get_Count);
    return Array.from({ length: count }, (_, index) => productAt(self, index));
  });
}

function productAt(list: bigint, index: number): SecurityProduct {
  const item = outPointer();
  const result = koffi.call(method(list, listSlot.get_Item), takesBoth, list, index, item.memory);
  check('get_Item', result);
  if (item.value() === 0n) throw resultFailure('get_Item', result);
  return releasing(item.value(), (self) => ({
    name: textOf(self, 'get_ProductName', productSlot.get_ProductName),
    state: numberOf(self, 'get_ProductState', productSlot.get_ProductState),
    signatureStatus: numberOf(self, 'get_SignatureStatus', productSlot.get_SignatureStatus),
    remediationPath: textOf(self, 'get_RemediationPath', productSlot.get_RemediationPath),
    guid: guidOf(self),
  }));
}

/** Not every product has one to tell; its name and path are as good. */
function guidOf(self: bigint): string {
  const guid = answered(() => textOf(self, 'get_ProductGuid', productSlot.get_ProductGuid));
  return guid.ok ? guid.value : '';
}

/** A BSTR, given back; null is the empty one. */
function textOf(self: bigint, name: string, slot: number): string {
  const text = outPointer();
  check(name, koffi.call(method(self, slot), takesPointer, self, text.memory));
  try {
    return textAt(text.value());
  } finally {
    if (text.value() !== 0n) sysFreeString(text.value());
  }
}

function numberOf(self: bigint, name: string, slot: number): number {
  const number = outNumber(untouched);
  const result = koffi.call(method(self, slot), takesPointer, self, number.memory);
  check(name, result);
  if (number.value() === untouched) throw resultFailure(name, result);
  return number.value();
}

function check(name: string, result: number): void {
  if (result < 0) throw resultFailure(name, result);
}
