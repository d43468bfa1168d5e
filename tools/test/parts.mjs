import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { say } from '../say.mjs';
import { endToEndTests } from './end-to-end.mjs';
import { runTool } from './run-tool.mjs';
import { unitTests } from './unit-tests.mjs';
import { wineTests } from './wine.mjs';

/** The parts of a run, in order: all, or those that have a test file that a pattern means. */
export function partsFor(patterns) {
  if (patterns.length === 0) return [lint, types, unitTests, wineTests, endToEndTests];
  const files = readdirSync(path.join(root, 'test'), { recursive: true }).map((name) =>
    path.join('test', name),
  );
  const isMeant = (ending) =>
    files.some((file) => ending.test(file) && patterns.some((pattern) => file.includes(pattern)));
  return [
    ...(isMeant(/\.test\.tsx?$/) ? [unitTests] : []),
    ...(isMeant(/\.wine\.ts$/) ? [wineTests] : []),
    ...(isMeant(/\.spec\.ts$/) ? [endToEndTests] : []),
  ];
}

async function lint() {
  say('lint');
  return oneOf((await runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])) === 0);
}

async function types() {
  say('types');
  const { checkTypes, tellTypes } = await import('../check-types.mjs');
  return oneOf(tellTypes(await checkTypes()));
}

function oneOf(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}
