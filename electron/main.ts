import { join } from 'node:path';
import { app, protocol, Tray } from 'electron';
import { agentFolder } from '../src/agent/files/agent-folder.ts';
import { describeError } from '../src/agent/log.ts';
import { forPlatform } from '../src/probes/for-platform.ts';
import { identify } from './app-id.ts';
import { appScheme } from './app-protocol.ts';
import { findForbiddenSwitch, saveMemory } from './command-line.ts';
import { hardenContents } from './harden-session.ts';
import { trayIcon } from './icons.ts';
import { leaveOutEnglishButton } from './notification-button.ts';

const folder = agentFolder();
const forbidden = app.isPackaged ? findForbiddenSwitch(process.argv.slice(1)) : undefined;

if (forbidden !== undefined) refuse(`Deskward does not start with ${forbidden}.`);
else if (!claimFolder()) app.quit();
else begin();

/** The second start of the same agent only opens the popup of the first. */
function claimFolder(): boolean {
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', folder);
    // What Chromium leaves behind doesn't mix with what the agent keeps.
    app.setPath('sessionData', join(folder, 'shell'));
  }
  return app.requestSingleInstanceLock();
}

function begin(): void {
  identify(app);
  leaveOutEnglishButton(process.env);
  saveMemory(app);
  protocol.registerSchemesAsPrivileged([appScheme]);
  hardenContents(app);
  // Closing the popup is not the end of the agent.
  app.on('window-all-closed', () => {});
  app.dock?.hide();
  // Not awaited at the top level: a packaged app with an ES module as main would never become ready.
  app.whenReady().then(startShell, (error: unknown) => refuse(describeError(error)));
}

/** The icon is there at once; what reads and judges is loaded behind it. */
async function startShell(): Promise<void> {
  const tray = new Tray(trayIcon('unknown'));
  const [{ Shell }, { openLog }, machine] = await Promise.all([
    import('./shell.ts'),
    import('./log.ts'),
    forPlatform(),
  ]);
  const log = openLog(folder);
  process.on('uncaughtException', (error) => log.error(error.stack ?? error.message));
  process.on('unhandledRejection', (error) => log.error(describeError(error)));
  const shell = new Shell(folder, log, tray, machine);
  app.on('second-instance', () => shell.openPopup());
  app.on('activate', () => shell.openPopup());
  stopInOrder(shell);
  const trouble = await shell.start();
  if (trouble !== null) return refuse(trouble);
  const environment: { DESKWARD_ENROL?: string } = process.env;
  const { DESKWARD_ENROL } = environment;
  // No child process needs to know the token.
  delete environment.DESKWARD_ENROL;
  if (DESKWARD_ENROL) await shell.enrolOnce(DESKWARD_ENROL);
}

/**
 * A scan that runs may end, and the outbox is closed, before the process goes. Windows ends a session without this event
 * (Electron, app: before-quit): what the agent keeps is whole at any moment, and nothing depends on it.
 */
function stopInOrder(shell: { stop(): Promise<void> }): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    shell.stop().finally(() => app.quit());
  });
}

function refuse(why: string): void {
  process.stderr.write(`${why}\n`);
  app.exit(1);
}
