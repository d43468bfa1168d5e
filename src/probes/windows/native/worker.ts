import { parentPort, workerData } from 'node:worker_threads';
import type { WatchedKey } from '../system.ts';
import { answered } from './failure.ts';
import { type Asked, type Replied, ready } from './native-thread.ts';
import { type Questions, questions } from './questions.ts';
import { watchRegistry } from './registry-watch.ts';
import { closeEvent, newEvent } from './wait.ts';

// The entry of the threads that talk to Windows: one answers questions, one waits for changes of the registry.

const { watchedKeys } = workerData as { readonly watchedKeys?: readonly WatchedKey[] };
const port = parentPort;
if (port === null) throw new Error('This file runs in a worker only.');

if (watchedKeys === undefined) {
  port.on('message', ({ id, name, args }: Asked) => {
    // Only this-windows.ts asks, and its types hold name and arguments together.
    const question = questions[name as keyof Questions] as (...args: readonly unknown[]) => unknown;
    const replied: Replied = { id, answer: answered(() => question(...args)) };
    port.postMessage(replied);
  });
  port.postMessage(ready);
} else {
  const stop = newEvent();
  port.postMessage({ stop });
  watchRegistry(watchedKeys, stop, () => port.postMessage({ changed: true }));
  closeEvent(stop);
  port.close();
}
