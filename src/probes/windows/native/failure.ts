import { type Answer, answer, type Refusal, refusal } from '../answer.ts';

/** A call that gave no answer; ends the question it was part of, whose `finally` clauses give back what is held. */
export class Failure extends Error {
  readonly reason: Refusal;

  constructor(reason: Refusal, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** winerror.h and lmerr.h; everything else is `failed`, and its number is in the detail. */
const reasons: Readonly<Record<number, Refusal>> = {
  1: 'not-supported', // ERROR_INVALID_FUNCTION: of a device that does not know what it is asked
  5: 'denied', // ERROR_ACCESS_DENIED
  50: 'not-supported', // ERROR_NOT_SUPPORTED
  120: 'not-supported', // ERROR_CALL_NOT_IMPLEMENTED
  124: 'not-supported', // ERROR_INVALID_LEVEL
  1314: 'denied', // ERROR_PRIVILEGE_NOT_HELD
  1439: 'not-supported', // ERROR_INVALID_SPI_VALUE
  1717: 'missing', // RPC_S_UNKNOWN_IF: the service behind the call is not there
  1722: 'missing', // RPC_S_SERVER_UNAVAILABLE
  1060: 'missing', // ERROR_SERVICE_DOES_NOT_EXIST
  15007: 'missing', // ERROR_EVT_CHANNEL_NOT_FOUND
  1062: 'missing', // ERROR_SERVICE_NOT_ACTIVE
};

/** The failure of a call with a Win32 error code. */
export function win32Failure(call: string, code: number): Failure {
  return new Failure(reasons[code] ?? 'failed', `${call}: ${code}`);
}

/** HRESULT and NTSTATUS, unsigned, as their headers write them. */
const results: Readonly<Record<number, Refusal>> = {
  2147942405: 'denied', // E_ACCESSDENIED
  2147500033: 'not-supported', // E_NOTIMPL
  2147746132: 'missing', // REGDB_E_CLASSNOTREG
  2147500034: 'not-supported', // E_NOINTERFACE
  2147942526: 'missing', // ERROR_MOD_NOT_FOUND
  2147944122: 'missing', // RPC_S_SERVER_UNAVAILABLE
  2148073485: 'missing', // NTE_NO_KEY
  2148073489: 'missing', // NTE_NOT_FOUND
  2148073494: 'missing', // NTE_BAD_KEYSET: no key of that name
  2150105247: 'missing', // TPM_20_E_INTEGRITY: a key of what the TPM was before it was cleared
  3221225506: 'denied', // STATUS_ACCESS_DENIED
  3221225474: 'not-supported', // STATUS_NOT_IMPLEMENTED
};

/** The failure of a call with an HRESULT or an NTSTATUS. */
export function resultFailure(call: string, result: number): Failure {
  const code = result >>> 0;
  return new Failure(results[code] ?? 'failed', `${call}: 0x${code.toString(16).padStart(8, '0')}`);
}

/** What the question answers; a Failure as a refusal. Anything else thrown is a bug, and said as one. */
export function answered<T>(question: () => T): Answer<T> {
  try {
    return answer(question());
  } catch (error) {
    if (error instanceof Failure) return refusal(error.reason, error.message);
    return refusal('failed', error instanceof Error ? error.message : String(error));
  }
}
