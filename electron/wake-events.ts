import type { PowerMonitor } from 'electron';
import type { Trigger } from '../src/agent/agent-state.ts';

/** Milliseconds in which the same event is the same waking: Linux sends `resume` twice. */
const sameEventMs = 3000;
/** Milliseconds between two looks at the network; Electron's main process has no event for it. */
const networkMs = 30_000;

export interface WakeDeps {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  isOnline(): boolean;
  scan(trigger: Trigger): void;
  readonly now?: () => number;
}

/**
 * Scans when the computer wakes, is unlocked, or gets its network back.
 * @returns a function that stops the watching of the network.
 */
export function scanOnWake(deps: WakeDeps): () => void {
  const { powerMonitor, scan, now = () => performance.now() } = deps;
  const once = (trigger: Trigger): (() => void) => {
    let last = Number.NEGATIVE_INFINITY;
    return () => {
      if (now() - last >= sameEventMs) scan(trigger);
      last = now();
    };
  };
  powerMonitor.on('resume', once('resume'));
  powerMonitor.on('unlock-screen', once('unlock'));
  return scanWhenOnlineAgain(deps);
}

function scanWhenOnlineAgain({ isOnline, scan }: WakeDeps): () => void {
  let wasOnline = isOnline();
  const timer = setInterval(() => {
    const online = isOnline();
    if (online && !wasOnline) scan('network');
    wasOnline = online;
  }, networkMs);
  return () => clearInterval(timer);
}
