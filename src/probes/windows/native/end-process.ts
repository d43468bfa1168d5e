import { createRequire } from 'node:module';

// At its end Node waits for its workers (process.exit too): one that sits in a native call keeps the process for ever. Only
// here, when nothing else is going to run, are native calls made on the main thread; neither of these can block.

/** Signals events that workers wait for. One that is closed already is none any more, and that does no harm. */
export function signalAtEnd(events: readonly bigint[]): void {
  const setEvent = kernel().func('SetEvent', 'int32', ['void *']);
  for (const event of events) setEvent(event);
}

/** Ends this process at once, with its exit code. */
export function endProcess(code: number): void {
  const getCurrentProcess = kernel().func('GetCurrentProcess', 'void *', []);
  const terminateProcess = kernel().func('TerminateProcess', 'int32', ['void *', 'uint32']);
  terminateProcess(getCurrentProcess(), code);
}

function kernel(): ReturnType<typeof import('koffi').load> {
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi').default;
  return koffi.load('kernel32.dll');
}
