import type { Agent } from '../../agent/agent.ts';
import type { AgentState } from '../../agent/agent-state.ts';
import type { Program } from './program.ts';
import { signOffLines } from './sign-off-lines.ts';

/** Prints where a sign-off stands, now and whenever that changes; what was printed of it already is not said again. */
export function tellSignOff(program: Program, agent: Pick<Agent, 'state' | 'onChange'>): void {
  const { print, words, folder } = program;
  let before: AgentState['signOff'] = null;
  let told: readonly string[] = [];

  function tell(state: AgentState): void {
    const { signOff } = state;
    if (signOff === null && before?.state === 'pending') print(words.t('by-file:import.sign-off-cancelled'));
    else if (signOff === null && before !== null) print(words.t('cli:agent.run.started', { folder }));
    const lines = signOffLines(signOff, { running: true, byFile: goesByFile(state) }, words);
    for (const line of lines) if (!told.includes(line)) print(line);
    before = signOff;
    told = lines;
  }

  agent.onChange(tell);
  tell(agent.state());
}

/** Where a network is rare, and wherever reports can't leave now. */
export function goesByFile({ profile, reporting }: Pick<AgentState, 'profile' | 'reporting'>): boolean {
  return profile === 'dedicated' || reporting.state === 'offline' || reporting.state === 'distrusted';
}
