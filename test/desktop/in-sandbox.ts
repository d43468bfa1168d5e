import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Reading } from '../../src/facts/fact.ts';
import type { FactName, FactValue } from '../../src/facts/registry.ts';

/** One reading of the real probe inside the sandbox, as the user that the script chose. */
export interface SandboxReading<Name extends FactName = FactName> {
  readonly label: string;
  readonly reading: Reading<FactValue<Name>>;
  /** Child processes that this reading started. */
  readonly children: number;
}

/**
 * Helpers of a script: `user NAME` makes one, `as NAME CMD…` runs as it, `wait_for CMD…` until it succeeds (20 s),
 * `read_fact NAME FACT LABEL…` reads the fact once for each label, in one process.
 */
const prelude = `set -u
user() { useradd -m "$1"; }
as() { local name=$1; shift; setpriv --reuid="$(id -u "$name")" --regid="$(id -g "$name")" --init-groups env HOME="/home/$name" USER="$name" "$@"; }
wait_for() { for _ in $(seq 400); do "$@" >/dev/null 2>&1 && return; read -rt 0.05 <> <(:) || :; done; echo "never came true: $*" >&2; exit 9; }
listens() { grep -q ":$(printf %04X "$1") .* 0A " /proc/net/tcp /proc/net/tcp6; }
read_fact() { local name=$1; shift; as "$name" "$NODE" "$DRIVER" "$@"; }
`;

/**
 * Runs a bash script in `sandbox.sh` and returns what its `read_fact` calls read.
 * @throws Error with the script's output where it fails.
 */
export async function readInSandbox<Name extends FactName>(script: string): Promise<SandboxReading<Name>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-driver-'));
  try {
    await chmod(folder, 0o755);
    const driver = join(folder, 'read-fact.mjs');
    await bundleDriver(driver);
    const lines = (await run(script, driver)).split('\n').filter((line) => line.startsWith('{"label"'));
    return lines.map((line) => JSON.parse(line) as SandboxReading<Name>);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundleDriver(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('read-fact.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // CommonJS packages inside an ES module ask for `require`.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
  });
  await chmod(outfile, 0o644);
}

function run(script: string, driver: string): Promise<string> {
  const sandbox = fileURLToPath(new URL('sandbox.sh', import.meta.url));
  const env = { ...process.env, NODE: process.execPath, DRIVER: driver, LC_ALL: 'C' };
  return new Promise((resolve, reject) => {
    execFile(
      sandbox,
      ['bash', '-c', prelude + script],
      { env, timeout: 170_000, maxBuffer: 1e7 },
      (error, out, err) => {
        if (error === null) resolve(out);
        else reject(new Error(`the sandbox ended with ${error.code}:\n${out}\n${err}`));
      },
    );
  });
}
