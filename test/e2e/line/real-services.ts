import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { eventually } from '../../desktop/eventually.ts';
import { findUser } from '../../desktop/session-user.ts';

// Changes to the system, for the sandbox alone: test/desktop/sandbox.sh throws all of them away.

const day = 86_400_000;
const socket = '/run/clamav/clamd.ctl';
/** Milliseconds that a service has for an orderly end. */
const patienceMs = 10_000;

function run(file: string, ...args: string[]): string {
  return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An employee with an account of their own and a password that was changed today. */
export function addEmployee(name: string): void {
  run('useradd', '--create-home', '--shell', '/bin/bash', name);
  execFileSync('chpasswd', { input: `${name}:correct horse battery staple\n` });
}

/** The day on which the account's password was last changed, as shadow(5) keeps it. */
export function setPasswordChanged(name: string, daysAgo: number): void {
  const changed = new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10);
  run('chage', '--lastday', changed, name);
}

/** A Samba server with one share, or with none. It serves on every address of the machine. */
export class Samba {
  readonly #config = '/etc/samba/smb.conf';

  async start(): Promise<void> {
    this.#write('');
    mkdirSync('/srv/quotations', { recursive: true });
    // As a daemon it has a process group of its own; at its end it ends all of its group.
    run('/usr/sbin/smbd', '--daemon');
    await eventually('smbd', () => run('smbclient', '-N', '-L', '127.0.0.1').length > 0);
  }

  share(name: string): void {
    this.#write(`[${name}]\npath = /srv/quotations\nguest ok = yes\n`);
  }

  /** No share, and no server that would answer on the network. */
  async stop(): Promise<void> {
    this.#write('');
    await endAll('smbd');
  }

  #write(shares: string): void {
    const global =
      '[global]\nworkgroup = TEST\nmap to guest = bad user\nload printers = no\ndisable spoolss = yes\n';
    writeFileSync(this.#config, `${global}${shares}`, { mode: 0o644 });
  }
}

/** ClamAV: the engine, its on-access scanner, and a signature database of a chosen age. */
export class ClamAv {
  #version = 27_000;

  /** As freshclam would put it there: a new container in place of the old one, then a reload. */
  async setDatabase(daysAgo: number): Promise<void> {
    const { uid, gid } = findUser('clamav');
    const workshop = '/srv/clamav-database';
    rmSync(workshop, { recursive: true, force: true });
    mkdirSync(workshop, { recursive: true });
    writeFileSync(`${workshop}/COPYING`, 'test');
    writeFileSync(`${workshop}/daily.hdb`, 'd41d8cd98f00b204e9800998ecf8427f:1:Test.Signature\n');
    const sigtool = ['sigtool', '--unsigned', '--build=daily.cud', `--cvd-version=${++this.#version}`];
    // It asks for the builder's name.
    execFileSync('faketime', [`${daysAgo} days ago`, ...sigtool, `--datadir=${workshop}`], {
      cwd: workshop,
      input: 'test\n',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    rmSync('/var/lib/clamav', { recursive: true, force: true });
    mkdirSync('/var/lib/clamav');
    writeFileSync('/var/lib/clamav/daily.cud', readFileSync(`${workshop}/daily.cud`));
    chownSync('/var/lib/clamav', uid, gid);
    chownSync('/var/lib/clamav/daily.cud', uid, gid);
    if (existsSync(socket)) await tell('RELOAD');
  }

  async startEngine(): Promise<void> {
    const { uid, gid } = findUser('clamav');
    mkdirSync('/run/clamav', { recursive: true });
    chownSync('/run/clamav', uid, gid);
    spawn('/usr/sbin/clamd', ['--foreground'], { stdio: 'ignore' });
    await eventually('clamd', async () => (await tell('PING')) === 'PONG');
  }

  /** Real-time protection: fanotify(7) hands each opened file below /home to the engine. */
  async startOnAccess(): Promise<void> {
    const options = [
      'OnAccessIncludePath /home',
      'OnAccessExcludeUname clamav',
      'OnAccessPrevention no',
      '',
    ].join('\n');
    const config = '/etc/clamav/clamd.conf';
    if (!readFileSync(config, 'utf8').includes(options)) appendFileSync(config, options);
    spawn('/usr/sbin/clamonacc', ['--fdpass', '--foreground'], { stdio: 'ignore' });
    await eventually('clamonacc', () => pidsOf('clamonacc').length > 0);
  }

  async stopOnAccess(): Promise<void> {
    await endAll('clamonacc');
  }

  async stop(): Promise<void> {
    await this.stopOnAccess();
    await endAll('clamd');
  }
}

/**
 * Ends every process of this name: in the sandbox there are none but ours. Asked once, as clamonacc locks itself up when
 * it is asked again while it ends; after a while without asking, as systemd does.
 */
async function endAll(name: string): Promise<void> {
  const began = performance.now();
  for (const pid of pidsOf(name)) signal(pid, 'SIGTERM');
  await eventually(`the end of ${name}`, () => {
    const left = pidsOf(name);
    if (performance.now() - began > patienceMs) for (const pid of left) signal(pid, 'SIGKILL');
    return left.length === 0;
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone meanwhile.
  }
}

function pidsOf(name: string): readonly number[] {
  const pids = readdirSync('/proc').filter((one) => /^\d+$/.test(one));
  return pids.filter((pid) => nameOf(pid) === name).map(Number);
}

function nameOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** One command of clamd(8), ended by a zero byte. @returns its answer. */
function tell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = createConnection(socket, () => connection.write(`z${command}\0`));
    connection.on('data', (bytes) => (answer += bytes));
    connection.on('error', reject);
    connection.on('close', () => resolve(answer.replace(/\0$/, '')));
  });
}
