/** What a program with an icon and windows wants to know of the desktop around it; nothing of it is judged. */
export interface DesktopSession {
  /** Whether someone presents, shares the screen, or asked not to be disturbed. False where the desktop doesn't tell. */
  isPresenting(): Promise<boolean>;
  /** Whether a panel that shows tray icons is there; `unknown` where the desktop doesn't tell. */
  hasTrayHost(): Promise<'yes' | 'no' | 'unknown'>;
}
