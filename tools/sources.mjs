import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';

const sources = ['src', 'electron', 'assets', 'package-lock.json', 'tools/build.mjs'];
const stamp = path.join(root, 'dist/.built');

/** Whether dist/ holds what today's sources make. */
export async function isBuilt() {
  const builtAt = Number(await readFile(stamp, 'utf8').catch(() => '0'));
  return builtAt > 0 && (await newestChange()) < builtAt;
}

/** Remembers when a build began: what changed while it ran is not in it. Milliseconds since 1970. */
export async function rememberBuild(startedAt) {
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(`${stamp}.${process.pid}`, String(startedAt));
  await rename(`${stamp}.${process.pid}`, stamp);
}

async function newestChange() {
  const times = await Promise.all(sources.map((name) => newestBelow(path.join(root, name))));
  return Math.max(...times);
}

/** Folders count too: a removed or renamed file leaves its mark only there. */
async function newestBelow(place) {
  const { mtimeMs, isDirectory } = await timeOf(place);
  if (!isDirectory) return mtimeMs;
  const below = await readdir(place).catch(() => []);
  const times = await Promise.all(below.map((name) => newestBelow(path.join(place, name))));
  return Math.max(mtimeMs, ...times);
}

async function timeOf(place) {
  const found = await stat(place).catch(() => undefined);
  return { mtimeMs: found?.mtimeMs ?? 0, isDirectory: found?.isDirectory() ?? false };
}
