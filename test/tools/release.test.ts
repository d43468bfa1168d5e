import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { appId } from '../../electron/app-id.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const release = read('electron-builder.yml').replace(/^\s*#.*$/gm, '');
const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { electron: string } };

test('a release packs the official Electron of package.json, and no other', () => {
  expect(release).toContain(`electronVersion: ${devDependencies.electron}\n`);
  expect(release).not.toMatch(/electronDist|electronDownload|\.cache/);
});

test('no release workflow or build step looks at the stand-in', () => {
  for (const name of ['tools/build.mjs', 'electron-builder.yml', '.ci/run']) {
    expect(read(name), name).not.toMatch(
      /electron-runtime\.mjs'|ELECTRON_OVERRIDE_DIST_PATH|binary-linux-x64/,
    );
  }
});

test('Electron CVE-2025-55305 and CVE-2023-44402: every fuse that keeps other code out of the agent is set, and none is older than their fix', () => {
  const off = ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments'];
  const on = ['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar'];
  for (const fuse of off) expect(release).toContain(`${fuse}: false\n`);
  for (const fuse of on) expect(release).toContain(`${fuse}: true\n`);
  // The fix of CVE-2025-55305 came with Electron 35.7.5, 36.8.1 and 37.3.1.
  expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThan(37);
});

test('the tray agent needs no package at run time, so that none has to be packed', async () => {
  const { metafile } = await build({
    absWorkingDir: new URL('.', root).pathname,
    entryPoints: ['electron/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'bundle',
    external: ['electron', '@node-rs/argon2', '@photostructure/sqlite'],
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.filter((one) => one.external && !/^node:|^electron$/.test(one.path));
  const { builtinModules } = await import('node:module');
  // Their libraries ask for these in a try: sensors of macOS, and a kind of socket that the bus is never reached by.
  const optional = new Set(['osx-temperature-sensor', 'macos-temperature-sensor', 'abstract-socket']);
  const needed = packages.map((one) => one.path).filter((path) => !builtinModules.includes(path));
  expect(needed.filter((path) => !optional.has(path))).toEqual([]);
});

test('what Windows knows the agent by is what its installer writes', () => {
  expect(release).toContain(`appId: ${appId}\n`);
});

/** The lines of one platform, or of what holds for all. */
function section(name: string): string {
  const start = name === '' ? 0 : release.indexOf(`\n${name}:`) + 1;
  return release.slice(start).split(/\n(?=(?:linux|deb|win|nsis|mac|dmg):)/)[0] ?? '';
}

test('on Windows the thread with machine code, and the code, lie outside of the archive', () => {
  const windows = section('win');
  const unpacked = windows.slice(windows.indexOf('asarUnpack:'));
  for (const path of ['dist/electron/windows-worker.js', 'node_modules/koffi/**', 'node_modules/@koromix/**'])
    expect(unpacked).toContain(path);
});

// electron-builder heeds of `files` only what is left out, where packages are concerned: nothing is taken in again.
test('on Windows koffi is taken along, with its machine code for that processor, and no other package', () => {
  expect(section('')).not.toContain('node_modules');
  const lines = section('win').match(/(?<=- ).*/g) ?? [];
  const left = lines.filter((line) => line.startsWith("'!node_modules/"));
  expect(left[0]).toBe("'!node_modules/!(koffi|@koromix)/**'");
  expect(left[1]).toBe("'!node_modules/@koromix/!(koffi-win32-$" + "{arch})/**'");
  // What koffi's own index loads lies in src/koffi, its machine code ends in .node.
  for (const line of left.slice(2)) expect(line).not.toMatch(/\.c?js|\.node|[{,]src|src\/\*\*'/);
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string }>;
  };
  const [koffi, code] = ['node_modules/koffi', 'node_modules/@koromix/koffi-win32-x64'].map(
    (name) => packages[name],
  );
  expect(code?.version).toBe(koffi?.version);
});

test('elsewhere no package is taken along', () => {
  for (const name of ['linux', 'mac'])
    expect(section(name)).toContain("files: [package.json, '!node_modules/**']\n");
});

// A list that only leaves out stands for everything else.
test('every list of files takes in something', () => {
  const lists = [...release.matchAll(/^ *files:\s*(?:- |\[)(\S+)/gm)].map(([, first]) => first);
  expect(lists).toHaveLength(4);
  for (const first of lists) expect(first).not.toMatch(/^'!/);
});
