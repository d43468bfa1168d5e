import { setFlagsFromString } from 'node:v8';
import type { App } from 'electron';

/**
 * Switches that would let another program of the same user read or steer the agent. No fuse covers the first two
 * (electron/fuses knows only Node's --inspect), so a packaged agent refuses to start with any of them.
 */
const forbidden = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'no-sandbox',
  'single-process',
] as const;

/** @returns the first switch of the command line that a packaged agent must not be started with. */
export function findForbiddenSwitch(argv: readonly string[]): string | undefined {
  return argv.find((argument) => {
    const name = /^--?([a-z-]+)(?:=|$)/.exec(argument)?.[1];
    return name !== undefined && (forbidden as readonly string[]).includes(name);
  });
}

/**
 * Less memory for an app that shows one small page now and then. Together they save about 20 MB of 200:
 * no GPU process for a page without animation, no software GL behind it, and the network service (which this app
 * hardly uses; reports go by Node) inside the main process, where Linux doesn't sandbox it anyway.
 */
export function saveMemory(app: App): void {
  // V8's young generation stays at 1 MB instead of growing to 8 for the moment of a scan.
  setFlagsFromString('--optimize-for-size');
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer');
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
}
