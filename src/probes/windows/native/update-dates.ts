import koffi from 'koffi';
import type { UpdateDates } from '../system.ts';
import { fromAutomationDate } from './automation-date.ts';
import { multiThreaded, withCom } from './com.ts';
import { createObject, method, releasing } from './com-object.ts';
import { Failure, resultFailure } from './failure.ts';
import { native } from './library.ts';
import { Fields, outPointer, sizeOf } from './memory.ts';
import { variant } from './variant.ts';

const variantClear = native('oleaut32.dll', 'VariantClear', 'int32', ['void *']);

/** wuapi.h: the class `Microsoft.Update.AutoUpdate`, and its interface that has results. */
const automaticUpdates = 'BFE18E9C-6D87-4450-B37C-E02F0B373803';
const automaticUpdates2 = '4A2F5C31-CFD9-410E-B7FB-29A653973A0F';
/** Slots in the method tables of wuapi.h: IAutomaticUpdates2 after the seven of IAutomaticUpdates, IAutomaticUpdatesResults. */
const getResultsSlot = 14;
const resultsSlot = { get_LastSearchSuccessDate: 7, get_LastInstallationSuccessDate: 8 } as const;

const getPointer = koffi.proto('int32 __stdcall DeskwardGetPointer(void *self, void *out)');

/** VARENUM (wtypes.h). Empty where the date is not known (MS-UAMG 3.2.4). */
const empty = 0;
const date = 7;

/** What Automatic Updates noted of its own work. May start its service, which takes seconds. */
export function readUpdateDates(): UpdateDates {
  return withCom(multiThreaded, () =>
    releasing(createObject(automaticUpdates, automaticUpdates2), (self) =>
      releasing(resultsOf(self), (results) => ({
        searchedAt: dateOf(results, 'get_LastSearchSuccessDate'),
        installedAt: dateOf(results, 'get_LastInstallationSuccessDate'),
      })),
    ),
  );
}

function resultsOf(self: bigint): bigint {
  const results = outPointer();
  const result = Number(koffi.call(method(self, getResultsSlot), getPointer, self, results.memory));
  if (result < 0 || results.value() === 0n) throw resultFailure('get_Results', result);
  return results.value();
}

/** The dates are in UTC, as the pages of both methods say. */
function dateOf(results: bigint, name: keyof typeof resultsSlot): number | undefined {
  const memory = Buffer.alloc(sizeOf(variant));
  const result = Number(koffi.call(method(results, resultsSlot[name]), getPointer, results, memory));
  if (result < 0) throw resultFailure(name, result);
  try {
    const said = new Fields(variant, memory);
    const type = said.number('vt');
    if (type === empty) return undefined;
    if (type !== date) throw new Failure('failed', `${name}: VT ${type}`);
    return fromAutomationDate(said.double('date'));
  } finally {
    variantClear(memory);
  }
}
