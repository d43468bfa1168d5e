import { watch } from 'node:fs';
import { join } from 'node:path';

/** Where udev writes down every device that it has seen to, before it tells the programs (systemd-udevd(8)). */
const records = 'run/udev/data';
/** A block device by its numbers; 1 memory and 7 files made into disks come and go with programs. */
const disk = /^b(?![17]:)\d+:\d+$/;
/** Milliseconds: a stick comes with its partitions, and is told once. */
const burstMs = 300;

/**
 * Tells of disks, cards and discs that come and go; nothing is asked meanwhile. Where udev does not run, the scan on
 * schedule sees them. @returns a function that stops watching.
 */
export function watchMedia(root: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    onChange();
  };
  try {
    const watcher = watch(join(root, records), { persistent: false }, (_event, name) => {
      if (name !== null && disk.test(name)) timer ??= setTimeout(tell, burstMs).unref();
    });
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}
