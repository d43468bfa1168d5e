import { type Session, session } from 'electron';
import { serveApp } from './app-protocol.ts';
import { hardenSession } from './harden-session.ts';

/**
 * The one session there is, hardened and serving the popup's folder. It is made when it is first asked for: Chromium loads
 * 9 MB of itself for a session, and an agent that is left alone needs none.
 */
export function hardenedSession(popupFolder: string): () => Session {
  let made: Session | null = null;
  return () => {
    made ??= makeSession(popupFolder);
    return made;
  };
}

function makeSession(popupFolder: string): Session {
  const { defaultSession } = session;
  hardenSession(defaultSession);
  serveApp(defaultSession, popupFolder);
  return defaultSession;
}
