import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

/** Real files and real programs, from one machine to the next: what the next has too stays. */
export class Present {
  readonly #files = new Set<string>();
  readonly #programs = new Map<string, ChildProcess>();

  constructor() {
    after(() => this.set([], []));
  }

  /** Exactly these files of those that are not Wine's own, and programs of these names. */
  set(files: readonly string[], programs: readonly string[]): void {
    this.#setFiles(files.map(expanded));
    this.#setPrograms(programs.filter((name) => name.endsWith('.exe')));
  }

  #setFiles(files: readonly string[]): void {
    for (const file of this.#files)
      if (!files.includes(file)) {
        rmSync(file);
        this.#files.delete(file);
      }
    for (const file of files.filter((each) => !existsSync(each))) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
      this.#files.add(file);
    }
  }

  #setPrograms(names: readonly string[]): void {
    for (const [name, program] of this.#programs)
      if (!names.includes(name)) {
        program.kill();
        this.#programs.delete(name);
      }
    for (const name of names.filter((each) => !this.#programs.has(each)))
      this.#programs.set(name, startAs(name));
  }
}

function startAs(name: string): ChildProcess {
  const { DESKWARD_STAY: program = '' } = process.env;
  const copy = join('C:\\running', name);
  mkdirSync(dirname(copy), { recursive: true });
  if (!existsSync(copy)) copyFileSync(program, copy);
  return spawn(copy, { stdio: 'ignore' });
}

function expanded(path: string): string {
  return path.replace(/%([^%]+)%/g, (whole, name: string) => process.env[name] ?? whole);
}
