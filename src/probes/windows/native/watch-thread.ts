import type { Worker } from 'node:worker_threads';

/** Said by a worker that watches: first the event that ends its wait, then each change. */
export type WatchMessage = { readonly stop: bigint } | { readonly changed: true };

/**
 * Listens to a worker that waits in a native call for changes. Whoever stops it has to have its event signalled: by
 * `signal` while the program runs, and at the program's end by way of `unsignalled`.
 */
export class WatchThread {
  readonly #signal: (event: bigint) => void;
  #event: bigint | undefined;
  #isStopped = false;
  #isRunning = true;

  constructor(worker: Worker, onChange: () => void, signal: (event: bigint) => void) {
    this.#signal = signal;
    worker.unref();
    worker.on('message', (message: WatchMessage) => {
      if ('stop' in message) this.#hear(message.stop);
      else if (!this.#isStopped) onChange();
    });
    // Without it, the scan on schedule sees what it would have told.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#isRunning = false;
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** The event that it waits for; `undefined` where it has not said. */
  get event(): bigint | undefined {
    return this.#event;
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    if (this.#event !== undefined) this.#signal(this.#event);
  }

  #hear(event: bigint): void {
    this.#event = event;
    if (this.#isStopped) this.#signal(event);
  }
}
