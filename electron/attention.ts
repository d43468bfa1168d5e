import type { Verdict } from '../src/rules/verdict.ts';

export interface AttentionDeps {
  /** Whether someone presents or watches something full-screen; nothing may open over it. */
  isPresenting(): Promise<boolean>;
  openPopup(): void;
  notify(failures: readonly Verdict[]): void;
}

/**
 * New failures of what is required, told once: a notification (the desktop's own do-not-disturb decides whether it shows)
 * and the popup, which takes the focus from nobody. What only advises waits in the popup until somebody looks.
 */
export async function callAttention(failures: readonly Verdict[], deps: AttentionDeps): Promise<void> {
  const required = failures.filter((failure) => failure.severity === 'required');
  if (required.length === 0) return;
  deps.notify(required);
  if (!(await deps.isPresenting())) deps.openPopup();
}
