import type { SwitchFinding } from '../../account-password-reading.ts';

/** A program with a sign-in page. */
export interface DisplayManager {
  /** Its name as a service (systemd) or as a program (the kernel's, cut at 15 characters). */
  readonly names: readonly string[];
  /** Its file in /etc/pam.d. */
  readonly pam: string;
  /** Whether somebody is signed in when it starts. */
  automaticSignIn(root: string): Promise<SwitchFinding>;
  /** Whether its page lets in guests; only where it can have such a thing. */
  guest?(root: string): Promise<SwitchFinding>;
}
