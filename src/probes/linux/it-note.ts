import type { Noted } from '../it-note.ts';

/** Touched by IT's own job when it has finished. */
export function noteFile(job: Noted): string {
  return `/var/lib/deskward/${job}`;
}
