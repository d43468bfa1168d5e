import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformKeys, Registry, WindowsSystem } from '../../src/probes/windows/system.ts';
import { fromJson, toJson } from './answer-json.ts';
import { bareWine, type World } from './scenario.ts';

/** A test that is stuck in a native call must end by itself. */
const timeoutMs = 60_000;

type Methods<T> = {
  [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof T];
type System = Pick<WindowsSystem, Methods<WindowsSystem>>;
type Questions = System & { [K in keyof Registry as `registry.${K}`]: Registry[K] } & {
  [K in keyof PlatformKeys as `platformKeys.${K}`]: PlatformKeys[K];
};

/**
 * Asks the native layer one question in a process of its own: there is no answer left from another test.
 * @throws Error with what the process wrote, when it ended in any other way than with an answer.
 */
export function ask<Q extends keyof Questions>(
  question: Q,
  args: Parameters<Questions[Q]>,
  world: World = bareWine,
): Awaited<ReturnType<Questions[Q]>> {
  const { stdout } = inFreshProcess('tests/ask.program.mjs', [toJson([question, ...args])], world);
  return fromJson(stdout) as Awaited<ReturnType<Questions[Q]>>;
}

/** Runs one of our programs with node.exe to its end. @throws Error unless it ends with 0. */
export function inFreshProcess(
  program: string,
  args: readonly string[],
  world: World,
): { readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = runProgram(program, args, world);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { stdout, stderr };
}

/** @throws Error where it could not be started, or did not come to its end in time. */
export function runProgram(
  program: string,
  args: readonly string[],
  { node, env }: World,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  const files = ['stdout', 'stderr'].map((name) => join(folder, name));
  const [out, err] = files.map((file) => openSync(file, 'w'));
  try {
    const { status, error } = spawnSync(node, [pathOf(program), ...args], {
      env: { ...process.env, ...env },
      // Wine starts its desktop with the first program that wants one, and lets it have that program's pipes, too: they
      // would not end before the desktop does.
      stdio: ['ignore', out, err],
      timeout: timeoutMs,
    });
    if (error !== undefined) throw error;
    const [stdout = '', stderr = ''] = files.map((file) => readFileSync(file, 'utf8'));
    return { status, stdout, stderr };
  } finally {
    for (const file of [out, err]) if (file !== undefined) closeSync(file);
    removeIfItCan(folder);
  }
}

/** The desktop that Wine started still has the files open: they go with the machine. */
function removeIfItCan(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Nothing that a test would want to know.
  }
}

/** Starts one of our programs and leaves it running. */
export function startProgram(
  program: string,
  args: readonly string[],
  { node, env }: World = bareWine,
): ChildProcessWithoutNullStreams {
  return spawn(node, [pathOf(program), ...args], { env: { ...process.env, ...env } });
}

/**
 * Ends a program that was left running, and lets go of its pipes: the desktop that Wine started with it holds them for
 * longer, and this process would wait for their end.
 */
export function endProgram(program: ChildProcessWithoutNullStreams): void {
  program.kill();
  for (const pipe of program.stdio) pipe?.destroy();
}

function pathOf(program: string): string {
  const { DESKWARD_PROGRAMS: programs = '' } = process.env;
  return join(programs, program);
}
