/** A mounted file system, of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  /** `major:minor`; 0 as major where no single block device is behind it. */
  readonly device: string;
  readonly point: string;
  readonly type: string;
  /** As it was given to mount(2): /dev/mapper/home, a ZFS dataset, overlay. */
  readonly source: string;
}

/** @returns undefined for a text that is no such list. */
export function parseMounts(text: string): Mount[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const mounts = lines.map(parseLine).filter((mount) => mount !== undefined);
  return mounts.length === 0 || mounts.length < lines.length ? undefined : mounts;
}

/** Six fields, optional ones, ` - `, then type, source and options. */
function parseLine(line: string): Mount | undefined {
  const [before = '', after = ''] = line.split(' - ');
  const [, , device, , point] = before.split(' ');
  const [type, source] = after.split(' ');
  if (device === undefined || point === undefined || type === undefined || source === undefined)
    return undefined;
  return { device, point: unescaped(point), type, source: unescaped(source) };
}

/** Space, tab, newline and backslash are written in octal. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}

/** What is seen at this place: a later mount lies over an earlier one. */
export function mountAt(mounts: readonly Mount[], point: string): Mount | undefined {
  return mounts.findLast((mount) => mount.point === point);
}
