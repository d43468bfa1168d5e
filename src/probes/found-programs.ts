import type { Program, SoftwareFact } from '../facts/approved-software.ts';

/** What one place tells of the programs on a computer. */
export interface FoundPrograms {
  readonly programs: readonly Program[];
  readonly unread: SoftwareFact['unread'];
}

export const noPrograms: FoundPrograms = { programs: [], unread: [] };

export function unreadPrograms(source: string, detail: string): FoundPrograms {
  return { programs: [], unread: [{ source, detail }] };
}

/** A program of which a place tells its name and nothing more. */
export function programNamed(names: readonly string[], kind: Program['kind'], source: string): Program {
  return { names: [...new Set(names)], publisher: null, executables: [], kind, game: false, source };
}

/** Programs that run, each file once. */
export function runningPrograms(files: Iterable<string>, source: string): Program[] {
  return [...new Set(files)].map((file) => ({
    names: [],
    publisher: null,
    executables: [file],
    kind: 'running',
    game: false,
    source,
  }));
}

/** All places together, as the fact. Nothing is compared yet: that is for the rule. */
export function softwareFact(places: readonly FoundPrograms[]): SoftwareFact {
  const programs = places.flatMap((place) => place.programs);
  return {
    programs,
    comparedWith: null,
    left: 0,
    installed: programs.filter(({ kind }) => kind !== 'running').length,
    unread: places.flatMap((place) => place.unread),
  };
}
