import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProgram } from './ask.ts';
import { bareWine, type World } from './scenario.ts';

export interface ScanOutcome {
  /** The program's exit code; null when it did not end. */
  readonly status: number | null;
  /** Rule → pass, fail, unknown or not-applicable. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** The rules on which compliance depends; the others only advise. */
  readonly required: readonly string[];
  /** Rule → the reason in words, for an unknown. */
  readonly reasons: Readonly<Record<string, string | null>>;
  readonly children: number;
  readonly milliseconds: number;
}

interface Report {
  readonly durationMs: number;
  readonly verdicts: readonly {
    readonly rule: string;
    readonly status: string;
    readonly severity: string;
    readonly reason: string | null;
  }[];
}

/**
 * `deskward scan --json`, as it is built, in a world, in China, and at a moment (ISO) when one is given.
 * @throws Error with what it wrote when that is no report.
 */
export function scan(world: World = bareWine, at?: string): ScanOutcome {
  const { DESKWARD_PROGRAMS: programs = '' } = process.env;
  const before = pathToFileURL(join(programs, 'tests/before-scan.program.mjs'));
  const env = {
    ...world.env,
    NODE_OPTIONS: `--import=${before.href}`,
    TZ: 'Asia/Shanghai',
    ...(at === undefined ? {} : { DESKWARD_TEST_NOW: at }),
  };
  const { status, stdout, stderr } = runProgram('cli/deskward.js', ['scan', '--json'], { ...world, env });
  const children = /^children: (\d+)$/m.exec(stderr)?.[1];
  if (children === undefined || stdout === '') throw new Error(`no report, exit code ${status}: ${stderr}`);
  const { durationMs, verdicts } = JSON.parse(stdout) as Report;
  return {
    status,
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict.rule, verdict.status])),
    required: verdicts.filter(({ severity }) => severity === 'required').map(({ rule }) => rule),
    reasons: Object.fromEntries(verdicts.map((verdict) => [verdict.rule, verdict.reason])),
    children: Number(children),
    milliseconds: durationMs,
  };
}
