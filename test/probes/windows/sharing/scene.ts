import { readRunningPrograms } from '../../../../src/probes/windows/running-programs.ts';
import type { Scene } from '../../../../src/probes/windows/sharing/finding.ts';
import { homePcWith } from '../machines.ts';

/** What a part of the sharing probe looks at on the home PC with these members changed. */
export async function sceneWith(change: Readonly<Record<string, unknown>>): Promise<Scene> {
  const system = homePcWith(change);
  return { system, programs: await readRunningPrograms(system) };
}

export const denied = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
