/**
 * The program in what a product registered as its executable: a path with or without quotes, arguments and variables.
 * @returns undefined for what names no file by its full path, such as `windowsdefender://`.
 */
export function executablePath(command: string): string | undefined {
  const text = command.trim();
  const quoted = /^"([^"]*)"/.exec(text)?.[1];
  // Without quotes the first name that ends like a program is the program, as CreateProcess would try it.
  const path = (quoted ?? /^.*?\.(?:exe|com|dll|cmd|bat)(?=[\s,]|$)/i.exec(text)?.[0] ?? text).trim();
  return /^(?:[a-z]:[\\/]|%[^%]+%[\\/]|\\\\)/i.test(path) ? path : undefined;
}

/** @returns the name of the file, in small letters: Windows does not tell `MsMpEng.exe` from `msmpeng.exe`. */
export function programName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1).toLowerCase();
}
