import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { momentOf } from '../../src/agent/scanner/moment.ts';
import { rulebookVersion } from '../../src/rules/rulebook.ts';
import type { Desktop, Environment } from '../desktop/desktop.ts';
import { eventually } from '../desktop/eventually.ts';
import { giveTo } from '../desktop/ownership.ts';
import { asUser } from '../desktop/session-user.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tool = async (name: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(root, 'tools', name)], { cwd: root })).stdout;

/** Builds the sources as they are. @returns the Electron to run them in. */
export async function prepareElectron(): Promise<string> {
  await tool('build.mjs');
  const folder = (await tool('electron-runtime.mjs')).trim().split('\n').at(-1) ?? '';
  return join(folder, 'electron');
}

export interface AgentPlace {
  readonly desktop: Desktop;
  readonly electron: string;
  readonly env: Environment;
}

/** Where an agent of this session keeps everything. */
export function agentPlace(desktop: Desktop, electron: string, env: Environment = {}): AgentPlace {
  return { desktop, electron, env: { DESKWARD_HOME: join(desktop.folder, 'home', 'deskward'), ...env } };
}

/** As if the person at this desktop had read the rulebook and answered its questions today. */
export function passTraining({ desktop, env }: AgentPlace): void {
  const { DESKWARD_HOME: home = '' } = env;
  const passed = { rulebook: rulebookVersion, on: momentOf(new Date()).today, score: 10 };
  mkdirSync(join(home, 'agent'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'agent', 'training.json'), JSON.stringify(passed));
  giveTo(desktop.user, home);
}

/**
 * Lets the agent run once to the end of its first scan. What fails on this machine has been told then, so that the
 * next start is a silent one.
 */
export async function runOnce({ desktop, electron, env }: AgentPlace): Promise<void> {
  const agent = desktop.start('first-agent', electron, [root], env);
  const gone = once(agent, 'exit');
  await eventually('the first scan', async () => {
    const { tooltip } = await desktop.tray.item();
    return tooltip !== null && tooltip !== '' && !/checking|not checked/.test(tooltip);
  });
  agent.kill('SIGTERM');
  await gone;
}

/** The agent with its full sandbox as the session's user, steered by Playwright. */
export async function launchAgent({ desktop, electron, env }: AgentPlace): Promise<ElectronApplication> {
  // Playwright starts one program as ourselves; Chromium's sandbox wants another user than root.
  const starter = join(desktop.folder, 'start-electron');
  const [command, words] = asUser(desktop.user, electron, []);
  writeFileSync(starter, `#!/bin/sh\nexec ${[command, ...words].join(' ')} "$@"\n`);
  chmodSync(starter, 0o755);
  const app = await _electron.launch({
    executablePath: starter,
    args: [root],
    cwd: desktop.folder,
    env: { ...desktop.env, ...env },
    // Playwright would take the sandbox away.
    chromiumSandbox: true,
  });
  await desktop.tray.item();
  return app;
}

/** What a second start does. */
export async function openPopup(app: ElectronApplication): Promise<Page> {
  const opened = app.waitForEvent('window');
  // Where V8 collects garbage meanwhile, the answer is lost and the deed is done: that the window comes is what counts.
  await app
    .evaluate(({ app: electron }) => void electron.emit('second-instance'))
    .catch((error: Error) => {
      if (!error.message.includes('garbage collected')) throw error;
    });
  const page = await opened;
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
