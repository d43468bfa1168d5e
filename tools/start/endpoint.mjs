import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { CannotGoOn, say } from '../say.mjs';

export const serverProgram = path.join(root, 'dist/cli/deskward-server.js');

const usualPort = 8470;
const host = '127.0.0.1';

/** Starts the endpoint on loopback and waits until it answers. */
export async function startEndpoint(home, programs) {
  mkdirSync(home.endpoint, { recursive: true, mode: 0o700 });
  const port = await choosePort(home);
  const address = `http://${host}:${port}`;
  say(`starting the endpoint on ${address}, its data in ${home.endpoint}`);
  const place = ['--host', host, '--port', String(port), '--data', home.endpoint];
  const { ended } = programs.start('the endpoint', process.execPath, [serverProgram, 'serve', ...place]);
  const end = await Promise.race([ended, answers(address), programs.told.then(() => 'told')]);
  if (end === 'told') throw new CannotGoOn('ended before the endpoint had started');
  if (end !== undefined) throw new CannotGoOn('the endpoint did not start: see its words above');
  return { address, port };
}

/** Runs a command of the endpoint on its data; gives what it printed. */
export async function askEndpoint(home, ...args) {
  const ended = await runProgram(process.execPath, [serverProgram, ...args, '--data', home.endpoint]);
  if (ended.code === 0) return ended.stdout;
  throw new CannotGoOn(`deskward-server ${args[0]} failed: ${lastLine(ended.stderr)}`);
}

/** The port of the first start: enrolled agents know the endpoint by it. */
async function choosePort(home) {
  const file = path.join(home.endpoint, 'port');
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  if (kept && !(await isFree(kept))) {
    throw new CannotGoOn(
      `port ${kept} is taken by another program, and this machine reports there. ` +
        `End that program, or delete ${home.folder} to start anew on another port.`,
    );
  }
  const port = kept ?? ((await isFree(usualPort)) ? usualPort : await freePort());
  writeFileSync(file, String(port));
  return port;
}

async function isFree(port) {
  return (await listenOnce(port)) !== undefined;
}

function freePort() {
  return listenOnce(0);
}

/** Listens for a moment. Gives the port, or undefined when it is taken. */
function listenOnce(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const { port: found } = server.address();
      server.close(() => resolve(found));
    });
  });
}

/** Resolves with undefined as soon as something answers HTTP there. */
async function answers(address) {
  for (;;) {
    try {
      await fetch(address);
      return undefined;
    } catch {
      await delay(50);
    }
  }
}
