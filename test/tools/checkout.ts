import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout of the tools alone, with what a test puts beside them, and programs that take the place of real ones. It goes with its test. */
export class Checkout {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'deskward-checkout-')));

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    chmodSync(this.folder, 0o755);
    cpSync(join(root, 'tools'), join(this.folder, 'tools'), { recursive: true });
  }

  write(name: string, text: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A shell script that is found before the real program of this name. */
  program(name: string, script: string): void {
    this.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.folder, 'bin', name), 0o755);
  }

  /** Runs one of the tools, or any module of the checkout. */
  run(module: string, env: Readonly<Record<string, string>> = {}): Ended {
    const { PATH } = process.env;
    const path = `${join(this.folder, 'bin')}:${PATH}`;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, module)], {
      cwd: this.folder,
      env: { PATH: path, HOME: this.folder, ...env },
      encoding: 'utf8',
    });
    return { code: status, stdout, stderr };
  }
}
