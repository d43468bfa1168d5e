import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cache } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { CannotGoOn, say } from '../say.mjs';
import { wine, wineEnvironment, wineServer } from './wine.mjs';

/** A Windows 10 as Wine makes it, untouched. Made once for each version of Wine; nothing runs in it afterwards. */
export async function bringPrefix() {
  const version = await runProgram(wine, ['--version']);
  if (version.code !== 0) throw new CannotGoOn(`${wine}: ${lastLine(version.stderr)}`);
  const prefix = path.join(cache, 'wine', `prefix-${version.stdout.match(/[\w.~-]+/g).join('-')}`);
  if (existsSync(prefix)) return prefix;
  say(`making a Windows under ${version.stdout.trim()}`);
  mkdirSync(`${cache}/wine/home`, { recursive: true });
  const half = `${prefix}.${process.pid}.half`;
  await command(half, 'wineboot', '-i');
  // Wine 8 makes a Windows 7, on which node.exe refuses to start.
  await command(half, 'winecfg', '-v', 'win10');
  renameSync(half, prefix);
  return prefix;
}

async function command(prefix, ...args) {
  const env = wineEnvironment(prefix);
  const result = await runProgram('/usr/bin/timeout', ['120', wine, ...args], { env });
  // Only when its server is gone is the registry on the disk.
  await runProgram('/usr/bin/timeout', ['60', wineServer, '-w'], { env });
  if (result.code === 0) return;
  rmSync(prefix, { recursive: true, force: true });
  throw new CannotGoOn(`wine ${args.join(' ')} ended with ${result.code}: ${lastLine(result.stderr)}`);
}

/** A copy to use up. Its files are links, for 700 MB of them never change; its registry is its own. */
export async function copyPrefix(prefix, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(path.dirname(to), { recursive: true });
  const cp = await runProgram('/bin/cp', ['--archive', '--link', prefix, to]);
  if (cp.code !== 0) throw new CannotGoOn(`cp: ${lastLine(cp.stderr)}`);
  for (const name of readdirSync(to).filter((each) => each.endsWith('.reg'))) {
    rmSync(`${to}/${name}`);
    copyFileSync(`${prefix}/${name}`, `${to}/${name}`);
  }
}
