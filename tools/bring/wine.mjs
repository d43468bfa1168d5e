import { existsSync } from 'node:fs';
import { root } from '../paths.mjs';
import { CannotGoOn } from '../say.mjs';
import { bringPrefix } from '../wine/prefix.mjs';
import { bringWindowsPackages } from '../wine/windows-packages.mjs';
import { compiler, wine, wineServer } from '../wine/wine.mjs';
import { bringDebianPackages } from './debian-packages.mjs';

/** Brings Wine, a compiler for Windows, a Windows of Wine's and node.exe. `{ prefix }`, or `{ why }` it can't be had. */
export async function bringWine() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { why: 'needs Linux on x86-64' };
  const { missing, command } = await bringDebianPackages(`${root}/test/wine/packages.txt`);
  if (missing.length > 0) return { why: `needs ${missing.join(', ')}; as root: ${command}` };
  const absent = [wine, wineServer, compiler].filter((program) => !existsSync(program));
  if (absent.length > 0) return { why: `needs ${absent.join(', ')} (see test/wine/packages.txt)` };
  try {
    await bringWindowsPackages();
    return { prefix: await bringPrefix() };
  } catch (error) {
    if (error instanceof CannotGoOn) return { why: error.message };
    throw error;
  }
}
