import { cache } from '../paths.mjs';

/** Debian's `wine` is a wrapper that asks for the 32-bit half; this is the program itself. */
export const wine = '/usr/lib/wine/wine64';
export const wineServer = '/usr/lib/wine/wineserver64';
export const compiler = '/usr/bin/x86_64-w64-mingw32-gcc';
export const objdump = '/usr/bin/x86_64-w64-mingw32-objdump';

/** The whole environment of a Wine process: nothing of the caller's reaches Windows. */
export function wineEnvironment(prefix) {
  return {
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    USER: 'deskward',
    LOGNAME: 'deskward',
    // Otherwise Windows' Documents and Desktop are the real ones of this user.
    HOME: `${cache}/wine/home`,
    XDG_RUNTIME_DIR: `${cache}/wine/home`,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No .NET and no browser are offered for download, no menu entries made on this desktop.
    WINEDLLOVERRIDES: noDownloads,
  };
}

export const noDownloads = 'mscoree=;mshtml=;winemenubuilder.exe=';
