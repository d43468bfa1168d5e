// node tools/capture-wire.mjs: before a release. Writes down what this version's agent and endpoint say to each other, as
// fixtures under test/fixtures/wire/VERSION/; later versions are tested against them, both ways. Never done twice for one
// version that is out.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { runMain } from './say.mjs';

await runMain(async () => {
  await bringPackages();
  const { build } = await import('esbuild');
  const program = `${root}/dist/capture-wire/main.js`;
  await build({
    absWorkingDir: root,
    entryPoints: ['test/wire/capture.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  execFileSync(process.execPath, [program, root, commit], { cwd: root, stdio: 'inherit' });
  rmSync(program);
});
