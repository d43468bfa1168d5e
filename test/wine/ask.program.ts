import { thisWindows } from '../../src/probes/windows/native/this-windows.ts';
import { fromJson, toJson } from './answer-json.ts';

// node ask.program.mjs '["registry.value", "HKCU", "Control Panel\\Desktop", "ScreenSaveActive"]': one question, its answer.

const [question = '', ...args] = fromJson(process.argv[2] ?? '[]') as [string, ...unknown[]];
const [part, name = part] = question.split('.') as [string, string?];
const system = thisWindows() as unknown as Record<string, unknown>;
const owner = (part === name ? system : system[part]) as Record<
  string,
  (...args: unknown[]) => Promise<unknown>
>;
const ask = owner[name];
if (ask === undefined) throw new Error(`there is no question ${question}`);
process.stdout.write(toJson(await ask.apply(owner, args)));
