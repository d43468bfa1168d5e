// Type-checks each layer with only the globals that it may have: one tsconfig.json a layer.

import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { runProgram } from './run-program.mjs';
import { runMain } from './say.mjs';

/** `[{ project, errors }]`, one for each layer. */
export async function checkTypes() {
  const results = [];
  for (const project of projects()) {
    const tsc = await runProgram(
      process.execPath,
      [`${root}/node_modules/typescript/bin/tsc`, '-p', project],
      {
        cwd: root,
      },
    );
    results.push({ project, errors: tsc.code === 0 ? '' : tsc.stdout.trim() || tsc.stderr.trim() });
  }
  return results;
}

function projects() {
  const layers = readdirSync(`${root}/src`).map((name) => `src/${name}`);
  return [...layers, 'electron', 'electron/tsconfig.electron-33.json', 'test'].filter((path) =>
    existsSync(`${root}/${path.endsWith('.json') ? path : `${path}/tsconfig.json`}`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const wrong = (await checkTypes()).filter((result) => result.errors !== '');
    for (const { project, errors } of wrong) process.stdout.write(`${project}:\n${errors}\n`);
    return wrong.length === 0 ? 0 : 1;
  });
}
