// npm run build [-- --development]: bundles everything that runs into dist/, the same for `npm start`, tests and releases.
//   --development   not minified, with source maps

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './paths.mjs';
import { CannotGoOn, runMain, say } from './say.mjs';
import { isBuilt, rememberBuild } from './sources.mjs';

const dist = path.join(root, 'dist');

// They hold machine code, which no bundle can; Node finds them in node_modules. The endpoint uses the first
// two, an agent on Windows the third.
const native = ['@node-rs/argon2', '@photostructure/sqlite', 'koffi'];

// Bundled CommonJS packages call require for Node's own modules; an ES module has none.
const requireInModules =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

const node = { platform: 'node', target: 'node20' };
const nodeModule = {
  ...node,
  format: 'esm',
  banner: { js: requireInModules },
  // The CommonJS build of some packages (jsonc-parser) asks for its own files in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  // What is imported only when needed becomes a file of its own, beside the one that needs it: read and compiled then.
  splitting: true,
  chunkNames: '[name]-[hash]',
};
/** For the agent: the endpoint checks its routes with ajv. */
const leftOut = path.join(root, 'tools/build/left-out.cjs');
const agentModule = {
  ...nodeModule,
  external: native,
  alias: { 'ajv/dist/2020.js': leftOut, 'ajv-formats': leftOut, xml2js: leftOut },
};
// The oldest Chromium that runs them: Electron 33's; IT's page is opened in browsers of the last two years.
const page = {
  platform: 'browser',
  target: ['chrome120', 'firefox121', 'safari17'],
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

/** What is built: where it starts, where it goes, and how. */
const bundles = [
  { from: 'electron/main.ts', to: 'electron/main.js', ...agentModule, external: ['electron', ...native] },
  // A sandboxed preload is CommonJS (Electron, "ES Modules in Electron": sandboxed preloads can't be ESM).
  { from: 'electron/preload.ts', to: 'electron/preload.cjs', ...node, format: 'cjs', external: ['electron'] },
  { from: 'src/cli/deskward.ts', to: 'cli/deskward.js', ...agentModule },
  { from: 'src/cli/deskward-server.ts', to: 'cli/deskward-server.js', ...nodeModule, external: native },
  // The thread that talks to Windows, beside each program that may start it.
  {
    from: 'src/probes/windows/native/worker.ts',
    to: 'electron/windows-worker.js',
    ...nodeModule,
    external: native,
  },
  {
    from: 'src/probes/windows/native/worker.ts',
    to: 'cli/windows-worker.js',
    ...nodeModule,
    external: native,
  },
  { from: 'src/ui/popup/main.tsx', to: 'ui/popup/main.js', ...page },
  { from: 'src/ui/fleet/main.tsx', to: 'ui/fleet/main.js', ...page },
];

/** Taken as they are. Of the pages' folders: what a browser reads beside the bundle. */
const copies = [
  { from: 'src/ui/popup', to: 'ui/popup', only: /\.(html|svg|png|ico)$/ },
  { from: 'src/ui/fleet', to: 'ui/fleet', only: /\.(html|svg|png|ico)$/ },
  { from: 'assets', to: 'assets', only: /\.(png|ico|icns)$/ },
  // Packages for Linux want each size of the application's icon under a name that says it.
  {
    from: 'assets',
    to: 'icons',
    only: /^app-icon-\d+\.png$/,
    rename: (name) => `${/\d+/.exec(name)}x${/\d+/.exec(name)}.png`,
  },
];

/** Builds if any source is newer than what is there. */
export async function buildIfNeeded() {
  if (!(await isBuilt())) await buildAll();
}

/**
 * Builds everything. When a source is wrong or missing, what could be built is there all the same, and `CannotGoOn`
 * tells every error in the compiler's words.
 */
export async function buildAll({ development = false } = {}) {
  const startedAt = Date.now();
  const began = performance.now();
  const files = new Map();
  const parts = [
    ...bundles.map((bundle) => bundled(bundle, development, files)),
    ...copies.map((copy) => copied(copy, files)),
  ];
  const errors = (await Promise.allSettled(parts)).filter((part) => part.status === 'rejected');
  compressPage(files);
  for (const [name, bytes] of files) await put(name, bytes);
  if (errors.length > 0) throw new CannotGoOn(errors.map(({ reason }) => reason.message).join('\n'));
  await removeOthers(files);
  if (!development) await rememberBuild(startedAt);
  say(`built ${files.size} files in ${Math.round(performance.now() - began)} ms`);
}

async function bundled({ from, to, ...options }, development, files) {
  if (!existsSync(path.join(root, from)))
    throw new CannotGoOn(`${from} is missing: this checkout is not whole`);
  const { build } = await import('esbuild');
  const { dir, name } = path.parse(path.join(dist, to));
  const { splitting = false } = options;
  try {
    const { outputFiles } = await build({
      ...options,
      absWorkingDir: root,
      // Only a folder of output can hold the parts of a split bundle.
      ...(splitting
        ? { entryPoints: [{ in: from, out: name }], outdir: dir }
        : { entryPoints: [from], outfile: path.join(dist, to) }),
      bundle: true,
      write: false,
      logLevel: 'silent',
      legalComments: 'none',
      minify: !development,
      sourcemap: development ? 'linked' : false,
      define: { 'process.env.NODE_ENV': development ? '"development"' : '"production"' },
    });
    for (const file of outputFiles) files.set(path.relative(dist, file.path), file.contents);
  } catch (error) {
    throw new CannotGoOn(`${from} can't be built:\n${error.message}`);
  }
}

async function copied({ from, to, only, rename: renamed = (name) => name }, files) {
  const folder = path.join(root, from);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !only.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(
      path.join(to, path.relative(folder, entry.parentPath), renamed(entry.name)),
      await readFile(file),
    );
  }
}

/** IT's page travels over the network: a third of its bytes, made once here instead of at each visit. */
function compressPage(files) {
  for (const [name, bytes] of [...files])
    if (/^ui\/fleet\/.*\.(js|css)$/.test(name)) files.set(`${name}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Each file in one step: two builds at the same time, or a program that starts meanwhile, never see half a file. */
async function put(name, bytes) {
  const file = path.join(dist, name);
  const half = `${file}.${process.pid}.half`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(half, bytes);
  await rename(half, file);
}

/** What an earlier build left and this one has no more. Beside these folders dist/ is not ours. */
async function removeOthers(files) {
  for (const folder of ['electron', 'cli', 'ui', 'assets', 'icons']) {
    const entries = await readdir(path.join(dist, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      const file = path.join(entry.parentPath, entry.name);
      const isOurs = files.has(path.relative(dist, file)) || entry.name.endsWith('.half');
      if (entry.isFile() && !isOurs) await rm(file, { force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(() => buildAll({ development: process.argv.includes('--development') }));
}
