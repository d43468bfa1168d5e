import { readdirSync, readFileSync } from 'node:fs';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { type CapturedMachine, decodeMachine } from './machine-file.ts';

const folder = new URL('../../fixtures/windows/machines/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

/** The machine of a file in test/fixtures/windows/machines. */
export function machineOf(file: string): CapturedMachine {
  return decodeMachine(read(file), read);
}

/** Every machine that is written down, by its file. */
export function allMachines(): readonly { readonly file: string; readonly machine: CapturedMachine }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, machine: machineOf(file) }));
}

/** The home PC of home-pc.json with these members changed, as a machine file would change them. */
export function homePcWith(change: Readonly<Record<string, unknown>>): CapturedWindows {
  return capturedWindows(decodeMachine(JSON.stringify({ like: 'home-pc.json', ...change }), read));
}
