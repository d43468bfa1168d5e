import type { Verdict } from '../src/rules/verdict.ts';

export interface AttentionDeps {
  /** Whether someone presents or watches something full-screen; nothing may open over it. */
  isPresenting(): Promise<boolean>;
  openPopup(): void;
  notify(failures: readonly Verdict[]): void;
}

/**
 * New failures, told once: a notification (the desktop's own do-not-disturb decides whether it shows) and the popup,
 * which takes the focus from nobody.
 */
export async function callAttention(failures: readonly Verdict[], deps: AttentionDeps): Promise<void> {
  if (failures.length === 0) return;
  deps.notify(failures);
  if (!(await deps.isPresenting())) deps.openPopup();
}
