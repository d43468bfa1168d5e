import type { AgentState } from '../src/agent/agent-state.ts';

type SignOff = AgentState['signOff'];

export interface SignOffWatchDeps {
  /** IT has begun one: told once, not again at each start. */
  begun(): void;
  /** It is confirmed: nothing is observed any more. */
  done(): void;
}

/** Notices when a sign-off begins and when it is done. */
export class SignOffWatch {
  readonly #deps: SignOffWatchDeps;
  #seen: string | null = null;

  constructor(deps: SignOffWatchDeps) {
    this.#deps = deps;
  }

  /** What stood there already when the agent started. */
  begin(signOff: SignOff): void {
    this.#seen = markOf(signOff);
  }

  follow(signOff: SignOff): void {
    const mark = markOf(signOff);
    if (mark === this.#seen) return;
    this.#seen = mark;
    if (signOff?.state === 'pending') this.#deps.begun();
    else if (signOff !== null) this.#deps.done();
  }
}

function markOf(signOff: SignOff): string | null {
  if (signOff === null) return null;
  return signOff.state === 'pending' ? signOff.notice.id : 'done';
}
