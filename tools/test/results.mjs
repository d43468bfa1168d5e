import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

/** Where every part leaves what it found. */
export const results = path.join(root, 'test-results');

const notRunFile = path.join(results, 'not-run.txt');

/** The lines "not run: …: why" that tests have left, each once. */
export function readNotRun() {
  if (!existsSync(notRunFile)) return [];
  return [
    ...new Set(
      readFileSync(notRunFile, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ),
  ];
}

/** What a part of the run says instead of its tests, as test/machine-needs.ts does for one test. */
export function rememberNotRun(name, why) {
  const line = `not run: ${name}: ${why}`;
  appendFileSync(notRunFile, `${line}\n`);
  process.stderr.write(`\n${line}\n`);
}

/** What a tool wrote as JSON, or undefined when it ended before that. */
export function readReport(name) {
  const file = path.join(results, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
