import type { DesktopSession } from '../src/probes/desktop-session.ts';

/** Milliseconds between two looks, and how many: a session is up long before they end. */
const lookMs = 2000;
const looks = 150;

/**
 * An agent that starts with the session can be there before the panel. Electron then falls back to an icon of the old
 * kind, which many panels never show, and doesn't come back to it (v33, Linux); so the icon is made anew once the panel
 * has come. Where it is there from the start, this is one question and no timer.
 * @returns a function that stops the waiting.
 */
export function onLateTrayHost(session: Pick<DesktopSession, 'hasTrayHost'>, onCame: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async (left: number): Promise<void> => {
    const answer = await session.hasTrayHost();
    if (stopped) return;
    if (answer === 'no' && left > 0) timer = setTimeout(() => void look(left - 1), lookMs);
    else if (answer === 'yes' && left < looks) onCame();
  };
  void look(looks);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
