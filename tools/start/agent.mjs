import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { runProgram } from '../run-program.mjs';
import { CannotGoOn, say } from '../say.mjs';
import { askEndpoint } from './endpoint.mjs';

const agentProgram = path.join(root, 'dist/cli/deskward.js');

/** The string that lets this machine join, or undefined when it has joined already. */
export async function enrolment(home) {
  if (isEnrolled(home)) return undefined;
  say('this machine is not enrolled yet: making a token for it');
  const printed = await askEndpoint(home, 'token', '--uses', '1', '--days', '1');
  const found = /deskward:\/\/\S+/.exec(printed)?.[0];
  if (!found) throw new CannotGoOn(`deskward-server token gave no enrolment string: ${printed.trim()}`);
  return found;
}

/** Starts the agent: with its face when there is a runtime for it. */
export async function startAgent(home, programs, face, invitation) {
  mkdirSync(home.agent, { recursive: true, mode: 0o700 });
  const env = { DESKWARD_HOME: home.folder };
  if (!face) {
    if (invitation) await enrol(home, invitation);
    programs.start('the agent', process.execPath, [agentProgram, 'run'], { env });
    return;
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot) say("as root Chromium's sandbox can't be used: starting the tray agent with --no-sandbox");
  const args = [...(isRoot ? ['--no-sandbox'] : []), root];
  const log = path.join(home.folder, 'tray-agent.log');
  programs.start('the tray agent', face.executable, args, {
    log,
    env: { ...env, DESKWARD_ENROL: invitation ?? '' },
  });
  say(`the tray agent runs; its log: ${log}`);
}

/** Scans, reports, prints the table and the fleet. Gives our exit code: 0 when the report has arrived. */
export async function scanOnce(home, programs, invitation) {
  if (invitation) await enrol(home, invitation);
  const env = { DESKWARD_HOME: home.folder };
  const { ended } = programs.start('the agent', process.execPath, [agentProgram, 'run', '--once'], { env });
  const { code } = await ended;
  process.stdout.write(await askEndpoint(home, 'summary'));
  return code ?? 1;
}

async function enrol(home, invitation) {
  const env = { ...process.env, DESKWARD_HOME: home.folder };
  const ended = await runProgram(process.execPath, [agentProgram, 'enrol', invitation], { env });
  if (ended.code !== 0) throw new CannotGoOn(`this machine could not be enrolled: ${ended.stderr.trim()}`);
  say(ended.stdout.trim());
}

/** The agent's own settings file tells. */
function isEnrolled(home) {
  try {
    return Boolean(JSON.parse(readFileSync(path.join(home.agent, 'settings.json'), 'utf8')).enrolment);
  } catch {
    return false;
  }
}
