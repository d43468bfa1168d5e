import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for something to come true; a condition that throws is not true yet.
 * @throws Error naming what never came true, with the condition's last error.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < end) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    await pause(100);
  }
  throw new Error(`${what}: not within ${seconds} s`, { cause: last });
}
