import type { LogonSession } from '../system.ts';
import { resultFailure } from './failure.ts';
import { native } from './library.ts';
import { countedText, outPointer, sizeOf, structureAt } from './memory.ts';
import { sidAt } from './sid.ts';
import { logonSessionData, unicodeString } from './structures.ts';
import { readLogonId } from './token.ts';

const getSessionData = native('secur32.dll', 'LsaGetLogonSessionData', 'int32', ['void *', 'void *']);
const freeBuffer = native('secur32.dll', 'LsaFreeReturnBuffer', 'int32', ['void *']);

/** The session that this process belongs to; its owner may ask. */
export function readLogonSession(): LogonSession {
  const data = outPointer();
  const status = Number(getSessionData(readLogonId(), data.memory));
  if (status !== 0 || data.value() === 0n) throw resultFailure('LsaGetLogonSessionData', status);
  try {
    const said = structureAt(logonSessionData, data.value());
    // Windows says how much it wrote; the dates of the password stand at the end.
    if (said.number('Size') < sizeOf(logonSessionData)) throw resultFailure('LsaGetLogonSessionData', 0);
    return {
      sid: sidAt(said.pointer('Sid')),
      authenticationPackage: countedText(said.within('AuthenticationPackage', unicodeString)),
      logonType: said.number('LogonType'),
      passwordLastSet: said.int64('PasswordLastSet'),
      passwordMustChange: said.int64('PasswordMustChange'),
    };
  } finally {
    freeBuffer(data.value());
  }
}
