import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fleetSummary } from '../../../src/protocol/fleet.ts';

const program = fileURLToPath(new URL('../../../dist/cli/deskward-server.js', import.meta.url));

/** The endpoint as a company runs it: the built program, a data folder, a port of its own. */
export class Endpoint {
  readonly #process: ChildProcess;
  readonly #data: string;
  /** Where the first visit makes the administrator. */
  readonly setupLink: string;

  private constructor(process: ChildProcess, data: string, setupLink: string) {
    this.#process = process;
    this.#data = data;
    this.setupLink = setupLink;
  }

  /** @param place where it listens; on loopback it speaks plain HTTP. */
  static async start(place: readonly string[] = ['--host', '127.0.0.1']): Promise<Endpoint> {
    const data = mkdtempSync(join(tmpdir(), 'deskward-endpoint-'));
    const args = [program, 'serve', ...place, '--port', '0', '--data', data];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const link = /https?:\/\/\S+#setup=\S+/.exec(line)?.[0];
      if (link !== undefined) return new Endpoint(child, data, link);
    }
    throw new Error('the endpoint ended without giving a set-up link');
  }

  get origin(): string {
    return new URL(this.setupLink).origin;
  }

  /** What IT hands to a new device. */
  invitation(): string {
    const args = [program, 'token', '--data', this.#data, '--uses', '1', '--days', '1'];
    const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
    const found = /deskward:\/\/\S+/.exec(printed)?.[0];
    if (found === undefined) throw new Error(`no enrolment string in: ${printed}`);
    return found;
  }

  /** Runs a command of the endpoint's program on its data. @returns what it printed; throws where it failed. */
  run(...command: string[]): string {
    return execFileSync(process.execPath, [program, ...command, '--data', this.#data], { encoding: 'utf8' });
  }

  /** How many devices have reported or joined. */
  devices(): number {
    const printed = execFileSync(process.execPath, [program, 'summary', '--data', this.#data, '--json']);
    return fleetSummary.parse(JSON.parse(String(printed))).devices;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#data, { recursive: true, force: true });
  }
}
