import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;
/** Far beyond what any step takes on a busy machine: only a step that never comes gets here. */
const limitMs = 60_000;

/**
 * Waits for a condition: asks until the answer is something other than undefined or false, and gives that answer.
 * @param what is waited for, in the words of the error when it never comes.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  detail: () => unknown = () => '',
): Promise<T> {
  const began = performance.now();
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      trouble = error;
    }
    if (performance.now() - began > limitMs) {
      throw new Error(`waited ${limitMs / 1000} s for ${what}: ${trouble ?? (await detail()) ?? ''}`);
    }
    await delay(pollMs);
  }
}
