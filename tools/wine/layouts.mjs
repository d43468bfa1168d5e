import { mkdirSync, writeFileSync } from 'node:fs';
import { root } from '../paths.mjs';
import { CannotGoOn } from '../say.mjs';
import { compile, compiled, tryCompile } from './compile.mjs';

/**
 * A program that prints how the compiler lays out each structure that the native layer declares, `name size` and
 * `name.field offset`, and `missing name.field` for what these Windows headers do not have.
 */
export async function compileLayouts() {
  mkdirSync(compiled, { recursive: true });
  const structures = await declaredStructures();
  const headers = [...new Set(structures.map(({ header }) => header))];
  const asked = structures.flatMap(({ name, fields }) => [
    { what: name, code: `printf("${name} %zu\\n", sizeof(${name}));` },
    ...Object.keys(fields).map((field) => ({
      what: `${name}.${field}`,
      code: `printf("${name}.${field} %zu\\n", offsetof(${name}, ${field}));`,
    })),
  ]);
  const missing = await refused(headers, asked);
  const lines = asked.map(({ what, code }) => (missing.has(what) ? `puts("missing ${what}");` : code));
  const program = `${compiled}/layouts.exe`;
  await compile(write(headers, lines), program, ['-static-libgcc']);
  return program;
}

async function declaredStructures() {
  const { build } = await import('esbuild');
  const outfile = `${compiled}/structures.mjs`;
  await build({
    entryPoints: [`${root}/src/probes/windows/native/structures.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return (await import(outfile)).structures;
}

/** C can't ask whether a field exists; the compiler says it, by the line. */
async function refused(headers, asked) {
  const source = write(
    headers,
    asked.map(({ code }) => code),
  );
  const { stderr } = await tryCompile(source, `${compiled}/layouts.exe`, ['-fsyntax-only']);
  const first = opening.length + headers.length + 2;
  const lines = [...stderr.matchAll(/^\S+?:(\d+):\d+: error: /gm)].map((error) => Number(error[1]) - first);
  const found = lines.map((line) => asked[line]?.what);
  if (found.includes(undefined)) throw new CannotGoOn(`the layouts can't be compiled:\n${stderr}`);
  return new Set(found);
}

const opening = [
  // The network's headers want the second Winsock; windows.h alone brings the first.
  '#include <winsock2.h>',
  '#include <ws2tcpip.h>',
  '#include <windows.h>',
  '#include <stddef.h>',
  '#include <stdio.h>',
  '#include "session-info.h"',
];

function write(headers, lines) {
  const includes = headers.map((header) => `#include <${header}>`);
  const source = `${compiled}/layouts.c`;
  writeFileSync(
    source,
    [...opening, ...includes, 'int wmain(void) {', ...lines, 'return 0;', '}', ''].join('\n'),
  );
  return source;
}
