import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { CannotGoOn } from '../say.mjs';

/** Where `npm start` keeps everything; the agent and its command line find their own part by DESKWARD_HOME alone. */
export function homeFolder() {
  return path.resolve(process.env.DESKWARD_HOME || path.join(root, '.deskward'));
}

/** The folders of this run; `release` lets the next one in. Throws `CannotGoOn` while another one works here. */
export function claimHome() {
  const folder = homeFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const claim = path.join(folder, 'started-by');
  const holder = holderOf(claim);
  if (holder) {
    throw new CannotGoOn(
      `Deskward already runs from ${folder} (process ${holder}). End that one first, or set DESKWARD_HOME to another folder.`,
    );
  }
  writeFileSync(claim, String(process.pid));
  const release = () => rmSync(claim, { force: true });
  return { folder, agent: path.join(folder, 'agent'), endpoint: path.join(folder, 'endpoint'), release };
}

/** The living process that claimed the folder; one that was killed, or the number of something else by now, counts not. */
function holderOf(claim) {
  try {
    const pid = Number(readFileSync(claim, 'utf8'));
    process.kill(pid, 0);
    return pid !== process.pid && isNode(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isNode(pid) {
  if (process.platform !== 'linux') return true;
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
}
