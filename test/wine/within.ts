/** Milliseconds: longer than anything here takes on a busy machine, and far less than the runner waits (tools/test/wine.mjs). */
const boundMs = 30_000;

/** What a test waits for. @throws Error that says what did not come. */
export async function within<T>(what: string, awaited: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${boundMs / 1000} s`)), boundMs);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}
