import { createRequire } from 'node:module';

/**
 * Ends this process at once, with its exit code. Node waits for its workers at the end (process.exit too), and one that
 * hangs in a native call never comes.
 */
export function endProcess(code: number): void {
  // Only here, at the very end, is a native call made on this thread: it can't block.
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi').default;
  const kernel = koffi.load('kernel32.dll');
  const getCurrentProcess = kernel.func('GetCurrentProcess', 'void *', []);
  const terminateProcess = kernel.func('TerminateProcess', 'int32', ['void *', 'uint32']);
  terminateProcess(getCurrentProcess(), code);
}
