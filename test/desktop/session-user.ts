import { execFileSync } from 'node:child_process';

/** Whose session it is. */
export interface SessionUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** @returns the user as the system knows it. Throws when there is none of that name. */
export function findUser(name: string): SessionUser {
  const fields = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
  return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
}

/**
 * @returns a command line that runs a program as this user, and ends it when the one who started it is gone. Another
 * user than ourselves only as root.
 */
export function asUser(user: SessionUser, file: string, args: readonly string[]): [string, string[]] {
  const change =
    process.getuid?.() === user.uid ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups'];
  return ['setpriv', ['--pdeathsig', 'TERM', ...change, '--', file, ...args]];
}
