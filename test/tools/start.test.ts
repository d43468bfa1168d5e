import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../desktop/eventually.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const start = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deskward-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** `npm start` on a machine without a display, and all that it said. */
class Started {
  readonly process: ChildProcess;
  said = '';

  constructor(...args: string[]) {
    const { PATH } = process.env;
    this.process = spawn(process.execPath, [start, ...args], {
      env: { PATH, HOME: home, LANG: 'en_US.UTF-8', DESKWARD_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (bytes) => {
        this.said += bytes;
      });
    }
  }

  async end(): Promise<number | null> {
    if (this.process.exitCode === null) await once(this.process, 'close');
    return this.process.exitCode;
  }

  /** Resolves when it has said this; throws with all it said when it ends before. */
  async until(text: string): Promise<void> {
    while (!this.said.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`ended without "${text}":\n${this.said}`);
      await Promise.race([once(this.process.stdout ?? this.process, 'data'), once(this.process, 'close')]);
    }
  }
}

/** Programs whose environment or command line names this run's folder. */
function programsOf(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => ['environ', 'cmdline'].some((name) => textOf(pid, name).includes(folder)));
}

function textOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

describe('npm start', () => {
  test('--once enrols, scans, reports, and ends with the verdicts and the fleet', async () => {
    const started = new Started('--once');

    expect(await started.end(), started.said).toBe(0);

    expect(started.said).toMatch(/Enrolled at http:\/\/127\.0\.0\.1:\d+/);
    for (const title of ['The screen locks by itself', 'The password is recent', 'Nothing is shared']) {
      expect(started.said).toContain(title);
    }
    expect(started.said).toContain('Reported to IT');
    expect(started.said).toContain('Devices: 1');
    expect(programsOf(home)).toEqual([]);
  });

  test('the command line finds what it did by the same DESKWARD_HOME', async () => {
    const started = new Started();
    await started.until("IT's page:");
    const { PATH } = process.env;
    const command = ['--prefix', root, 'run', '--silent', 'deskward', '--', 'status', '--json'];
    const env = { PATH, HOME: home, DESKWARD_HOME: home };
    const status = JSON.parse(spawnSync('npm', command, { env, encoding: 'utf8' }).stdout);

    expect(status).toMatchObject({
      folder: join(home, 'agent'),
      running: true,
      enrolled: { device: expect.any(String) },
    });
    started.process.kill('SIGTERM');
    await started.end();
  });

  test('--once again is the same device, not a second one', async () => {
    await new Started('--once').end();
    const again = new Started('--once');

    expect(await again.end(), again.said).toBe(0);

    expect(again.said).not.toContain('Enrolled at');
    expect(again.said).toContain('Devices: 1');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'stays until %s, ends without a complaint, and leaves no program behind',
    async (signal) => {
      const started = new Started();
      await started.until("IT's page: http://127.0.0.1:");

      started.process.kill(signal);

      expect(await started.end(), started.said).toBe(0);
      expect(started.said).not.toMatch(/ ended/);
      expect(programsOf(home)).toEqual([]);
      expect(existsSync(join(home, 'started-by'))).toBe(false);
    },
  );

  test('a program that ends by itself is named, and the others end with it', async () => {
    const started = new Started();
    await started.until('Deskward is on guard');
    const agent = programsOf(home).find((pid) => textOf(pid, 'cmdline').includes('deskward.js'));
    process.kill(Number(agent), 'SIGKILL');

    expect(await started.end()).toBe(1);

    expect(started.said).toContain('the agent ended with SIGKILL');
    expect(programsOf(home)).toEqual([]);
  });

  test('leaves no program behind when npm is told to end', async () => {
    const { PATH } = process.env;
    const env = { PATH, HOME: home, LANG: 'en_US.UTF-8', DESKWARD_HOME: home };
    const npm = spawn('npm', ['--prefix', root, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for await (const bytes of npm.stdout) {
      said += bytes;
      if (said.includes("IT's page:")) break;
    }

    npm.kill('SIGTERM');

    await eventually('the end of all programs', () => programsOf(home).length === 0);
    expect(existsSync(join(home, 'started-by'))).toBe(false);
  });

  test('a second one in the same folder is told who works there, and disturbs nothing', async () => {
    const first = new Started();
    await first.until("IT's page:");
    const second = new Started('--once');

    expect(await second.end()).toBe(1);

    expect(second.said).toContain(`Deskward already runs from ${home} (process ${first.process.pid})`);
    expect(first.process.exitCode).toBeNull();
    first.process.kill('SIGTERM');
    await first.end();
  });

  test('the port that this machine reports to is never changed behind its back', async () => {
    await new Started('--once').end();
    const port = Number(readFileSync(join(home, 'endpoint/port'), 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const started = new Started('--once');

    expect(await started.end()).toBe(1);

    expect(started.said).toContain(
      `port ${port} is taken by another program, and this machine reports there`,
    );
    squatter.close();
  });
});
