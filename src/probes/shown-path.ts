/** A path as it may leave the computer: without the name of its user. */
export function shownPath(path: string, home: string): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
