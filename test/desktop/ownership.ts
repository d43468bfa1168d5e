import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionUser } from './session-user.ts';

/** Gives a folder and all below it to a user. Nothing to do when we are that user. */
export function giveTo(user: SessionUser, folder: string): void {
  if (process.getuid?.() === user.uid) return;
  chownSync(folder, user.uid, user.gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, name), user.uid, user.gid);
  }
}
