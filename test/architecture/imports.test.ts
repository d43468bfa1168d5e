import { expect, test } from 'vitest';
import { type Import, type SourceFile, sourceFiles } from './source-files.ts';

interface Layer {
  /** Own files that the layer may import, by the start of their path; its own folder is always allowed. */
  readonly may: readonly string[];
  /** Whether `node:` modules may be used. */
  readonly node?: true;
  readonly electron?: true;
}

const locales = 'src/ui/locales/';

/** The import table of the house. The longest matching folder is a file's layer. */
const layers: Readonly<Record<string, Layer>> = {
  'src/facts/': { may: [] },
  'src/rules/': { may: ['src/facts/'] },
  'src/policy/': { may: ['src/rules/', 'src/facts/'] },
  'src/probes/': { may: ['src/facts/', 'src/rules/rule.ts'], node: true },
  'src/probes/for-platform.ts': { may: ['src/probes/'], node: true },
  'src/probes/linux/': { may: ['src/facts/', 'src/rules/rule.ts', 'src/probes/*.ts'], node: true },
  'src/probes/macos/': { may: ['src/facts/', 'src/rules/rule.ts', 'src/probes/*.ts'], node: true },
  'src/probes/windows/': { may: ['src/facts/', 'src/rules/rule.ts', 'src/probes/*.ts'], node: true },
  'src/observer/': { may: ['src/facts/', 'src/probes/*.ts'], node: true },
  'src/protocol/': { may: [] },
  'src/jws/': { may: [], node: true },
  'src/signed-policy/': {
    may: ['src/facts/', 'src/rules/', 'src/policy/', 'src/protocol/', 'src/jws/'],
    node: true,
  },
  'src/bundle/': { may: ['src/protocol/', 'src/jws/'], node: true },
  'src/evidence/': { may: ['src/protocol/', 'src/jws/'], node: true },
  'src/agent/': {
    may: [
      'src/facts/',
      'src/rules/',
      'src/policy/',
      'src/probes/*.ts',
      'src/observer/observer.ts',
      'src/observer/media-observer.ts',
      'src/protocol/',
      'src/jws/',
      'src/signed-policy/',
      'src/bundle/',
    ],
    node: true,
  },
  'src/server/': {
    may: [
      'src/facts/',
      'src/rules/',
      'src/policy/',
      'src/protocol/',
      'src/jws/',
      'src/evidence/',
      'src/signed-policy/',
      'src/bundle/',
    ],
    node: true,
  },
  'src/ipc/': { may: ['src/rules/', 'src/policy/'] },
  'src/ui/locales/': { may: [] },
  'src/ui/parts/': { may: ['src/rules/', locales] },
  'src/ui/popup/': { may: ['src/ipc/', 'src/rules/', 'src/ui/parts/', locales] },
  'src/ui/fleet/': { may: ['src/protocol/', 'src/rules/', 'src/ui/parts/', locales] },
  'src/cli/': {
    may: [
      'src/agent/',
      'src/server/',
      'src/evidence/',
      'src/signed-policy/',
      'src/bundle/',
      'src/jws/',
      'src/policy/',
      'src/rules/',
      'src/facts/',
      'src/probes/*.ts',
      'src/protocol/',
      locales,
    ],
    node: true,
  },
  'electron/': {
    may: [
      'src/agent/',
      'src/ipc/',
      'src/policy/',
      'src/rules/',
      'src/facts/',
      'src/probes/*.ts',
      'src/observer/observer.ts',
      'src/protocol/',
      locales,
    ],
    node: true,
    electron: true,
  },
};

const files = sourceFiles();

function layerOf(path: string): string {
  const matches = Object.keys(layers).filter((folder) => path.startsWith(folder));
  return matches.sort((a, b) => b.length - a.length)[0] ?? '';
}

function isAllowed(path: string, target: string, allowed: string): boolean {
  // `folder/*.ts`: the files of that folder, not of the folders in it.
  if (allowed.endsWith('*.ts')) {
    const folder = allowed.slice(0, -'*.ts'.length);
    return target.startsWith(folder) && !target.slice(folder.length).includes('/');
  }
  // Compositions choose the platform; nobody else knows that there are several.
  return target.startsWith(allowed) && path !== target;
}

function offences(file: SourceFile): string[] {
  const name = layerOf(file.path);
  const layer = layers[name];
  if (layer === undefined) return [`${file.path} stands in no layer of the table`];
  return file.imports
    .filter((wanted) => !mayImport(file, name, layer, wanted))
    .map((wanted) => `${file.path} → ${wanted.target}`);
}

function mayImport(file: SourceFile, name: string, layer: Layer, wanted: Import): boolean {
  if (!wanted.own) {
    if (wanted.target.startsWith('node:')) return layer.node === true;
    return wanted.target !== 'electron' || layer.electron === true;
  }
  const choosesPlatform = wanted.target === 'src/probes/for-platform.ts';
  if (choosesPlatform) return name === 'electron/' || name === 'src/cli/';
  const home = name.endsWith('/') ? name : 'src/probes/';
  return (
    wanted.target.startsWith(home) ||
    layer.may.some((allowed) => isAllowed(file.path, wanted.target, allowed))
  );
}

test('each layer imports only what the table allows', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(offences)).toEqual([]);
});

test('no file imports itself in a circle, not even for a type', () => {
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports.filter((wanted) => wanted.own).map((wanted) => wanted.target),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    else if (!done.has(path)) {
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of graph.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

test('child processes have one door', () => {
  const users = files.filter((file) =>
    file.imports.some((wanted) => /^(node:)?child_process$/.test(wanted.target)),
  );
  expect(users.map((file) => file.path)).toEqual(['src/probes/run-command.ts']);
});

test('database drivers stay in the storage folder', () => {
  const drivers = /^(@photostructure\/sqlite|better-sqlite3|pg)$/;
  const users = files.filter((file) => file.imports.some((wanted) => drivers.test(wanted.target)));
  expect(
    users.filter((file) => !file.path.startsWith('src/server/storage/')).map((file) => file.path),
  ).toEqual([]);
});

test('the pure layers use no clock', () => {
  const pure = files.filter((file) => /^src\/(facts|rules|policy|protocol)\//.test(file.path));
  const clocks = /\bDate\.now\(|new Date\(\)|performance\.now\(|Temporal\.Now/;
  expect(pure.filter((file) => clocks.test(file.text)).map((file) => file.path)).toEqual([]);
});
