import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const importPattern =
  /(?:^|[\s;])(?:import|export)\s+[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm;

export interface Import {
  /** Path from the root of the project for its own files; else the package or `node:` module. */
  readonly target: string;
  readonly own: boolean;
}

export interface SourceFile {
  /** Path from the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file of the product; declarations of other kinds of files (`*.d.ts`) have no code. */
export function sourceFiles(): SourceFile[] {
  return ['src', 'electron'].flatMap(walk).map(readSource);
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /(?<!\.d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(importPattern)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    const own = target.startsWith('.');
    return {
      target: own ? relative(root, resolve(root, dirname(path), target)) : target,
      own,
    };
  });
  return { path, text, imports };
}
