import type { Configuration } from '../../facts/configuration.ts';
import type { AgentState } from '../agent-state.ts';

/** Names that stand in what the agent has read, beside those of its own session. */
export interface NamesWithin {
  readonly people: readonly string[];
  readonly computers: readonly string[];
  /** Serial numbers and addresses of what this very computer is built of. */
  readonly parts: readonly string[];
}

export const noNames: NamesWithin = { people: [], computers: [], parts: [] };

export function namesWithin({ assessment, assignment, description }: AgentState): NamesWithin {
  const { 'assigned-user': users, configuration } = assessment?.facts ?? {};
  const seen = users?.state === 'known' ? users.value : null;
  const now = configuration?.state === 'known' ? configuration.value : null;
  const configurations = [now, assignment.acceptedConfiguration].filter((each) => each !== null);
  const accounts = [
    ...(seen?.people.flatMap(({ names }) => names) ?? []),
    ...(seen?.comparedWith?.accounts ?? []),
    ...(assignment.users ?? []),
  ];
  return {
    people: [...accounts.flatMap(waysToWrite), assignment.owner],
    computers: [description?.hostname ?? '', ...configurations.map(({ hostName }) => hostName)],
    parts: [description?.serial ?? '', ...configurations.flatMap(marksOf)],
  };
}

/** `DOMAIN\name` and `name@domain` are also written without the domain. */
function waysToWrite(account: string): readonly string[] {
  return [account, account.replace(/^.*\\/, ''), account.replace(/@.*$/, '')];
}

/** Shorter ones say little of which computer it is, and stand within too many other texts. */
const shortestMark = 6;

function marksOf({ memory, disks, adapters }: Configuration): readonly string[] {
  const marks = [
    ...(memory?.modules.map(({ serial }) => serial) ?? []),
    ...(disks?.map(({ serial }) => serial) ?? []),
    ...(adapters?.map(({ address }) => address) ?? []),
  ];
  return marks.filter((mark) => mark.length >= shortestMark);
}
