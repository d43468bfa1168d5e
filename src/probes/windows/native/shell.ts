import { apartment, withCom } from './com.ts';
import { resultFailure, win32Failure } from './failure.ts';
import { native } from './library.ts';
import { outNumber } from './memory.ts';

const shellExecute = native('shell32.dll', 'ShellExecuteW', 'void *', [
  'void *',
  'str16',
  'str16',
  'str16',
  'void *',
  'int32',
]);
const queryNotificationState = native('shell32.dll', 'SHQueryUserNotificationState', 'int32', ['void *']);

const showNormal = 1;
/** "If the function succeeds, it returns a value greater than 32" (ShellExecuteW); else a kind of error number. */
const greatestError = 32;

/** Some targets are opened by COM objects that want a thread like a window's (ShellExecuteW, "Remarks"). */
export function openWithShell(target: string, parameters: string | undefined): void {
  withCom(apartment, () => {
    const result = Number(shellExecute(null, 'open', target, parameters ?? null, null, showNormal) ?? 0);
    if (result <= greatestError) throw win32Failure('ShellExecuteW', result);
  });
}

/** QUERY_USER_NOTIFICATION_STATE (shellapi.h): 1 to 7. */
export function readNotificationState(): number {
  const state = outNumber();
  const result = Number(queryNotificationState(state.memory));
  if (result !== 0 || state.value() === 0) throw resultFailure('SHQueryUserNotificationState', result);
  return state.value();
}
