import { execFile, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';

export type CommandResult =
  | { readonly ok: true; readonly code: number; readonly stdout: string; readonly stderr: string }
  | {
      readonly ok: false;
      readonly reason: 'missing' | 'denied' | 'timed-out' | 'too-much-output' | 'failed';
    };

export interface CommandLimits {
  /** Milliseconds. */
  readonly timeoutMs?: number;
  /** Bytes of standard output or error. */
  readonly maxOutput?: number;
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The one door for child processes: no shell, an absolute path, arguments as a list, a time limit, an output cap,
 * the C locale. Any exit code is an answer; not being able to run is not.
 * @throws Error for a path that is not absolute: a bug of the caller.
 */
export function runCommand(
  path: string,
  args: readonly string[],
  limits: CommandLimits = {},
): Promise<CommandResult> {
  if (!isAbsolute(path)) throw new Error(`runCommand needs an absolute path, not ${path}`);
  const options = {
    encoding: 'utf8' as const,
    timeout: limits.timeoutMs ?? 2000,
    killSignal: 'SIGKILL' as const,
    maxBuffer: limits.maxOutput ?? 1024 * 1024,
    windowsHide: true,
    env: { ...process.env, ...limits.env, LC_ALL: 'C', LANGUAGE: 'C' },
    ...(limits.signal && { signal: limits.signal }),
  };
  return new Promise((resolve) => {
    execFile(path, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ ok: true, code: error.code, stdout, stderr });
      else resolve({ ok: false, reason: whyNotRun(error) });
    });
  });
}

/**
 * Starts a program that lives on by itself, for a person to use: no shell, an absolute path, in a session of its own so
 * that it outlives the agent. @returns false where it could not be started.
 * @throws Error for a path that is not absolute: a bug of the caller.
 */
export function startProgram(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  if (!isAbsolute(path)) throw new Error(`startProgram needs an absolute path, not ${path}`);
  return new Promise((resolve) => {
    const child = spawn(path, [...args], { detached: true, stdio: 'ignore', cwd: '/', env: { ...env } });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function whyNotRun(
  error: Error & { code?: unknown; killed?: boolean },
): Extract<CommandResult, { ok: false }>['reason'] {
  if (error.code === 'ENOENT') return 'missing';
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'denied';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'too-much-output';
  if (error.killed === true || error.name === 'AbortError') return 'timed-out';
  return 'failed';
}
