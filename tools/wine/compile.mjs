import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { runProgram } from '../run-program.mjs';
import { CannotGoOn } from '../say.mjs';
import { runFolder } from './windows-packages.mjs';
import { compiler, objdump } from './wine.mjs';

const doubles = path.join(root, 'test/wine/doubles');
export const compiled = path.join(runFolder, 'compiled');

// Windows 10's declarations; a warning in a double is a mistake in it.
const options = [
  `-I${doubles}`,
  '-std=c17',
  '-O1',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-municode',
  '-D_WIN32_WINNT=0x0A00',
];

/** Doubles of DLLs that node.exe needs as a whole: what they lack is Wine's own, under another name. */
const completed = {
  advapi32: 'wine-advapi32',
  iphlpapi: 'wine-iphlpapi',
  propsys: 'wine-propsys',
  shell32: 'wine-shell32',
  user32: 'wine-user32',
};

/** Compiles each test double against the Windows headers. @returns the DLLs, and copies of Wine's own they stand on. */
export async function compileDoubles(prefix) {
  mkdirSync(compiled, { recursive: true });
  const names = readdirSync(doubles).filter((name) => /^[^.]+\.c$/.test(name));
  const made = names.map((name) => compileDouble(path.basename(name, '.c'), prefix));
  return (await Promise.all(made)).flat();
}

async function compileDouble(name, prefix) {
  const source = path.join(doubles, `${name}.c`);
  const dll = path.join(compiled, `${name}.dll`);
  const own = `${prefix}/drive_c/windows/system32/${name}.dll`;
  const rest = completed[name];
  const more =
    rest === undefined
      ? ['-lole32', '-luuid', '-loleaut32', '-ladvapi32', '-lbcrypt']
      : [await forwardsTo(rest, source, own), '-lole32'];
  await compile(source, dll, ['-shared', '-static-libgcc', ...more]);
  return rest === undefined ? [dll] : [dll, copyUnderOtherName(own, rest)];
}

/** A module definition file: each export of Wine's DLL that the source does not define goes to the other name. */
async function forwardsTo(other, source, own) {
  const { stdout } = await runProgram(objdump, ['-p', own]);
  const table = stdout.slice(stdout.indexOf('[Ordinal/Name Pointer] Table'));
  const defined = readFileSync(source, 'utf8').match(/(?<=^EXPORT .*)\w+(?=\()/gm);
  const names = [...table.matchAll(/^\t\[ *\d+\].* (\w+)$/gm)].map((line) => line[1]);
  const lines = names.filter((name) => !defined.includes(name)).map((name) => `  ${name} = ${other}.${name}`);
  const file = path.join(compiled, `${other}.def`);
  writeFileSync(file, ['EXPORTS', ...defined.map((name) => `  ${name}`), ...lines, ''].join('\n'));
  return file;
}

/** Wine takes a DLL with its mark only under its own name (winehq.org, "winebuild": --builtin): the copy is without. */
function copyUnderOtherName(own, name) {
  const bytes = readFileSync(own);
  const mark = bytes.indexOf('Wine builtin DLL');
  if (mark >= 0) bytes.fill(0, mark, mark + 'Wine builtin DLL'.length);
  const copy = path.join(compiled, `${name}.dll`);
  writeFileSync(copy, bytes);
  return copy;
}

/** The program of `test/wine/doubles/NAME.program.c`. */
export function compileProgram(name) {
  return compile(path.join(doubles, `${name}.program.c`), path.join(compiled, `${name}.exe`), [
    '-static-libgcc',
  ]);
}

/** @throws CannotGoOn with what the compiler says. @returns what was made. */
export async function compile(source, to, more) {
  const gcc = await tryCompile(source, to, more);
  if (gcc.code !== 0) throw new CannotGoOn(`${source} can't be compiled:\n${gcc.stderr.trim()}`);
  return to;
}

export function tryCompile(source, to, more) {
  const env = { ...process.env, LC_ALL: 'C' };
  return runProgram(compiler, [...options, source, '-o', to, ...more], { env });
}
