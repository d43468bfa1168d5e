import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, buildBinary } from 'plist';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { profiles } from '../../../src/policy/policy.ts';
import type { MacSystem } from '../../../src/probes/macos/system.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';

const lines = z.array(z.string());

/** What a program prints, line by line; or how it could not be run. `stdout` alone may stand as a bare list. */
const output = z.union([
  lines,
  z.strictObject({ stdout: lines.default([]), stderr: lines.default([]), code: z.number().default(0) }),
  z.strictObject({ cannot: z.enum(['missing', 'denied', 'timed-out', 'too-much-output', 'failed']) }),
]);

/** A file: a property list written as JSON, in XML or binary form, or text; `modified` where its date is read. */
const file = z.union([
  z.strictObject({
    plist: z.record(z.string(), z.json()),
    form: z.enum(['xml', 'binary']).default('xml'),
    modified: z.iso.datetime({ offset: true }).optional(),
  }),
  z.strictObject({ text: lines, modified: z.iso.datetime({ offset: true }).optional() }),
]);

/** The machine file: what macOS answers there, and the verdicts that a person expects. */
const machineSchema = z.strictObject({
  name: z.string(),
  /** Which Mac this is, and where its outputs were seen: a person can check it. */
  origin: lines,
  /** The moment of the scan. */
  at: z.iso.datetime({ offset: true }).default('2026-11-20T09:00:00+08:00'),
  userName: z.string().default('carol'),
  timeZone: z.string().default('Asia/Shanghai'),
  /** By the whole command line; any other program is missing. */
  commands: z.record(z.string(), output),
  files: z.record(z.string(), file).default({}),
  /** Under the default policy of which profile it is judged. */
  profile: z.enum(profiles).default('standard'),
  /** The accounts that IT named for it. */
  users: z.array(z.string()).nullable().default(null),
  /** Rule → status, and where it is told, the reason's message id. */
  verdicts: z.record(
    z.string(),
    z.union([z.string(), z.strictObject({ status: z.string(), reason: z.string() })]),
  ),
});
export type CapturedMac = z.infer<typeof machineSchema>;

type Json = { readonly [key: string]: unknown };

/**
 * A Mac as its file tells. `like` names another file whose members it takes over; `commands`, `files` and `verdicts` are
 * merged key by key (null takes one away), everything else is replaced.
 */
export function decodeMac(text: string, readOther: (name: string) => string): CapturedMac {
  return machineSchema.parse(inherited(JSON.parse(text) as Json, readOther));
}

function inherited({ like, ...own }: Json, readOther: (name: string) => string): Json {
  if (typeof like !== 'string') return own;
  const base = inherited(JSON.parse(readOther(like)) as Json, readOther);
  const merged: Record<string, unknown> = { ...base, ...own };
  for (const key of ['commands', 'files', 'verdicts']) {
    const both = { ...(base[key] as Json | undefined), ...(own[key] as Json | undefined) };
    merged[key] = Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
  }
  return merged;
}

export interface TestMac extends MacSystem {
  /** The command lines that were asked for. */
  readonly started: string[];
}

type Described = Pick<CapturedMac, 'commands'> & Partial<CapturedMac>;

/** Answers as the Mac of the file would; its files lie in a folder that is gone when the test ends. */
export function capturedMac(machine: Described): TestMac {
  const root = mkdtempSync(join(tmpdir(), 'deskward-mac-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(machine.files ?? {})) put(join(root, path), content);
  const started: string[] = [];
  const userName = machine.userName ?? 'carol';
  return {
    root,
    userName,
    home: `/Users/${userName}`,
    timeZone: machine.timeZone ?? 'Asia/Shanghai',
    started,
    run: async (path, args) => {
      const line = [path, ...args].join(' ');
      started.push(line);
      return answer(machine.commands[line]);
    },
    startProgram: async (path, args) => {
      started.push([path, ...args].join(' '));
      return true;
    },
  };
}

function answer(said: CapturedMac['commands'][string] | undefined): CommandResult {
  if (said === undefined) return { ok: false, reason: 'missing' };
  if ('cannot' in said) return { ok: false, reason: said.cannot };
  const { stdout, stderr, code } = Array.isArray(said) ? { stdout: said, stderr: [], code: 0 } : said;
  return { ok: true, code, stdout: text(stdout), stderr: text(stderr) };
}

function text(said: readonly string[]): string {
  return said.map((line) => `${line}\n`).join('');
}

function put(path: string, content: z.infer<typeof file>): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytesOf(content));
  if (content.modified === undefined) return;
  const at = new Date(content.modified);
  utimesSync(path, at, at);
}

function bytesOf(content: z.infer<typeof file>): string | Uint8Array {
  if ('text' in content) return text(content.text);
  const values = dated(content.plist) as typeof content.plist;
  return content.form === 'binary' ? buildBinary(values) : build(values);
}

/** JSON has no dates, property lists do: `{ "date": "2026-11-20T01:00:00Z" }` is one. */
function dated(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { date } = value as { date?: unknown };
  if (typeof date === 'string') return new Date(date);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, dated(inner)]));
}

export const notAborted = new AbortController().signal;
