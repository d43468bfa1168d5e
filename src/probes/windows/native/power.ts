import type { PowerCapabilities, PowerSetting } from '../system.ts';
import { win32Failure } from './failure.ts';
import { guidBytes } from './guid.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, outNumber, outPointer, sizeOf, untouched } from './memory.ts';
import { powerCapabilities } from './structures.ts';

const getCapabilities = native('powrprof.dll', 'GetPwrCapabilities', 'uint8', ['void *']);
const getActiveScheme = native('powrprof.dll', 'PowerGetActiveScheme', 'uint32', ['void *', 'void *']);
const settingParameters = ['void *', 'void *', 'void *', 'void *', 'void *'] as const;
const readAc = native('powrprof.dll', 'PowerReadACValueIndex', 'uint32', settingParameters);
const readDc = native('powrprof.dll', 'PowerReadDCValueIndex', 'uint32', settingParameters);
const localFree = native('kernel32.dll', 'LocalFree', 'void *', ['void *']);

export function readPowerCapabilities(): PowerCapabilities {
  prepareLastError();
  const memory = Buffer.alloc(sizeOf(powerCapabilities));
  if (!isDone(getCapabilities(memory))) throw win32Failure('GetPwrCapabilities', lastError());
  const said = new Fields(powerCapabilities, memory);
  return {
    modernStandby: said.number('AoAc') !== 0,
    sleepS3: said.number('SystemS3') !== 0,
    hibernate: said.number('SystemS4') !== 0 && said.number('HiberFilePresent') !== 0,
    battery: said.number('SystemBatteriesPresent') !== 0,
  };
}

/** Of the active scheme. GUIDs without braces. */
export function readPowerSetting(subgroup: string, setting: string): PowerSetting {
  const scheme = outPointer();
  const code = Number(getActiveScheme(null, scheme.memory));
  if (code !== 0 || scheme.value() === 0n) throw win32Failure('PowerGetActiveScheme', code);
  try {
    const read = (name: string, call: typeof readAc): number => {
      const value = outNumber(untouched);
      const result = Number(
        call(null, scheme.value(), guidBytes(subgroup), guidBytes(setting), value.memory),
      );
      if (result !== 0 || value.value() === untouched) throw win32Failure(name, result);
      return value.value();
    };
    return { ac: read('PowerReadACValueIndex', readAc), dc: read('PowerReadDCValueIndex', readDc) };
  } finally {
    localFree(scheme.value());
  }
}
