import type { DesktopSession } from './desktop-session.ts';
import type { KeyChip } from './key-chip.ts';
import type { Presence } from './presence.ts';
import type { Platform } from './probe.ts';

/** What the operating system of this computer gives the agent; each part is made when it is asked for. */
export interface Machine {
  platform(): Platform;
  desktopSession(): DesktopSession;
  /** What the system itself tells of presence; the shell adds what Electron knows. */
  presence(): Presence;
  /** Where keys can be made that never leave it; null where this system has none that Deskward speaks to. */
  keyChip(): KeyChip | null;
}
