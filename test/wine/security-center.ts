import { after, before } from 'node:test';
import { deleteKey, setValues } from './registry.ts';

const productList = 'HKLM\\SOFTWARE\\Classes\\CLSID\\{17072F7B-9ABE-4A74-A261-1EB76B55107A}';

/** For the tests of this file COM finds the doubled Security Center, as it finds the real one: by its class. */
export function withSecurityCenter(): void {
  before(() => {
    setValues(`${productList}\\InprocServer32`, {
      '': ['REG_SZ', 'C:\\doubles\\wscapi.dll'],
      ThreadingModel: ['REG_SZ', 'Both'],
    });
  });
  after(() => deleteKey(productList));
}
