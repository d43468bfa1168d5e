import type { AgentState } from '../src/agent/agent-state.ts';

type SignOff = AgentState['signOff'];

/** Notices when IT begins a sign-off: told once, not again at each start. */
export class SignOffWatch {
  readonly #begun: () => void;
  #seen: string | null = null;

  constructor(begun: () => void) {
    this.#begun = begun;
  }

  /** What stood there already when the agent started. */
  begin(signOff: SignOff): void {
    this.#seen = pendingId(signOff);
  }

  follow(signOff: SignOff): void {
    const id = pendingId(signOff);
    if (id === this.#seen) return;
    this.#seen = id;
    if (id !== null) this.#begun();
  }
}

function pendingId(signOff: SignOff): string | null {
  return signOff?.state === 'pending' ? signOff.notice.id : null;
}
