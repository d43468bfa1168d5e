import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cache, root } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { CannotGoOn } from '../say.mjs';
import { compiler } from './wine.mjs';

const doubles = path.join(root, 'test/wine/doubles');
const compiled = path.join(cache, 'wine/compiled');

// Windows 10's declarations; a warning in a double is a mistake in it.
const options = ['-std=c17', '-O1', '-Wall', '-Wextra', '-Werror', '-municode', '-D_WIN32_WINNT=0x0A00'];

/** Compiles each test double against the Windows headers. @returns the DLLs. */
export async function compileDoubles() {
  const names = readdirSync(doubles).filter((name) => name.endsWith('.c'));
  return Promise.all(names.map((name) => compileLibrary(path.join(doubles, name))));
}

function compileLibrary(source) {
  const dll = path.join(compiled, `${path.basename(source, '.c')}.dll`);
  const libraries = ['-lole32', '-luuid', '-loleaut32', '-ladvapi32'];
  return compile(source, dll, ['-shared', '-static-libgcc', ...libraries]);
}

/** @returns the program that a C file makes. */
export function compileProgram(source) {
  return compile(source, path.join(compiled, `${path.basename(source, '.c')}.exe`), ['-static-libgcc']);
}

async function compile(source, to, more) {
  mkdirSync(compiled, { recursive: true });
  const gcc = await runProgram(compiler, [...options, source, '-o', to, ...more]);
  if (gcc.code !== 0)
    throw new CannotGoOn(`${source} can't be compiled:\n${gcc.stderr.trim() || lastLine(gcc.stdout)}`);
  return to;
}
