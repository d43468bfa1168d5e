import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The project's root, also from a bundle that lies deeper in it. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'src'))
    ? folder
    : findRoot(dirname(folder));
}

export interface ServerProgram {
  /** A bundle of the command as it is released. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Builds the command of the sources as they are now, where it finds its native packages. */
export async function buildServer(): Promise<ServerProgram> {
  const folder = await mkdtemp(join(root, 'node_modules', '.deskward-server-'));
  const file = join(folder, 'cli', 'deskward-server.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/deskward-server.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['@node-rs/argon2', '@photostructure/sqlite'],
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}

export interface RunningServer {
  readonly address: string;
  readonly child: ChildProcess;
  /** What it prints after its address. */
  nextLine(): Promise<string>;
  /** Resolves when the process is gone. @returns its exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `deskward-server serve` as a process of its own and waits until it listens. */
export async function startServer(
  { file }: ServerProgram,
  data: string,
  args: readonly string[] = [],
): Promise<RunningServer> {
  const command = [file, 'serve', '--port', '0', '--data', data, ...args];
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new Error(`deskward-server ended with ${await ended}: ${errors}`);
  const address = first.value.replace(/^.* (https?:)/, '$1');
  return {
    address,
    child,
    nextLine: async () => String((await lines.next()).value),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
