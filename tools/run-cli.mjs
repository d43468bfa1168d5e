// npm run --silent deskward -- ARGS, and the same for deskward-server: builds when a source is newer, then is the
// program. Everything that is said on the way goes to stderr.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { runMain } from './say.mjs';
import { homeFolder } from './start/home.mjs';

const [name, ...args] = process.argv.slice(2);
const program = path.join(root, 'dist/cli', `${name}.js`);

await runMain(async () => {
  await bringPackages();
  const { buildIfNeeded } = await import('./build.mjs');
  await buildIfNeeded();
});
if (!process.exitCode) await become();

async function become() {
  // npm runs scripts in the package's folder and keeps the caller's here: a relative path on the command line is the caller's.
  const { npm_lifecycle_event: script, INIT_CWD: callerFolder } = process.env;
  if (script === name && callerFolder) process.chdir(callerFolder);
  // After `npm start` it speaks of that agent, else of the one that this user has.
  const home = homeFolder();
  if (existsSync(home)) process.env.DESKWARD_HOME = home;
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
