import { thisWindows } from '../../src/probes/windows/native/this-windows.ts';
import { toJson } from './answer-json.ts';

// node ask.program.mjs '["registry.value", "HKCU", "Control Panel\\Desktop", "ScreenSaveActive"]': one question, its answer.

const [question = '', ...args] = JSON.parse(process.argv[2] ?? '[]') as [string, ...unknown[]];
const system = thisWindows();
const [owner, name] = question.startsWith('registry.')
  ? [system.registry, question.slice('registry.'.length)]
  : [system, question];
const ask = (owner as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name];
if (ask === undefined) throw new Error(`there is no question ${question}`);
process.stdout.write(toJson(await ask.apply(owner, args)));
