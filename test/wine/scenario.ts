import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Section → key → value, as the doubles' own sources name them. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** In which world a program is started. */
export interface World {
  /** node.exe */
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Windows as Wine has it. */
export const bareWine: World = { node: process.execPath, env: {} };

export interface Scenario extends World {
  /** What the doubles noted: each call, allocation and release, in order. */
  calls(): readonly string[];
  /** What was allocated and not given back, or given back wrongly. */
  leaks(): readonly string[];
}

/** A machine as the doubles tell it. What is not doubled stays as Wine has it. */
export function scenario(sections: Sections): Scenario {
  // The node.exe under whose name Wine loads the doubles.
  const { DESKWARD_DOUBLED_NODE: node = '' } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  const file = join(folder, 'scenario.ini');
  const callsFile = join(folder, 'calls.txt');
  // GetPrivateProfileStringW reads Chinese only from UTF-16 with its mark.
  writeFileSync(file, `\uFEFF${iniOf(sections)}`, 'utf16le');
  writeFileSync(callsFile, '');
  const calls = (): string[] =>
    readFileSync(callsFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  return {
    node,
    env: { DESKWARD_SCENARIO: file, DESKWARD_CALLS: callsFile },
    calls,
    leaks: () => unbalanced(calls()),
  };
}

function iniOf(sections: Sections): string {
  return Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key}=${value}`);
      return [`[${name}]`, ...lines, ''].join('\r\n');
    })
    .join('\r\n');
}

/** Allocations and releases have different names (NetShareEnum, NetApiBufferFree): they are counted as a whole. */
function unbalanced(calls: readonly string[]): string[] {
  const those = (word: string): string[] => calls.filter((line) => line.startsWith(`${word} `));
  const [allocated, released] = [those('allocate'), those('release')];
  const wrong = those('wrong-release');
  return allocated.length === released.length ? wrong : [...wrong, ...allocated, ...released];
}
