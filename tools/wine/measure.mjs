import { bringWine } from '../bring/wine.mjs';
import { CannotGoOn } from '../say.mjs';
import { bundle } from './bundle.mjs';
import { runWindows, windowsPath, withMachine } from './machine.mjs';
import { nodeExe, runFolder } from './windows-packages.mjs';

/** Some hundred scans on a machine that others use, too; what hangs is ended. */
const timeoutMs = 600_000;

/** A benchmark's figures as Windows' node.exe measures them under Wine; `{ why }` where Wine can't be had. */
export async function measureUnderWine(program) {
  const { prefix, why } = await bringWine();
  if (why !== undefined) return { why };
  await bundle([`test/bench/${program}.ts`], `${runFolder}/bench`);
  return withMachine({ prefix }, async (machine) => {
    const file = windowsPath(`${runFolder}/bench/${program}.mjs`);
    const { code, stdout, stderr } = await runWindows(machine, [nodeExe, file], { timeoutMs });
    if (code !== 0) throw new CannotGoOn(`${program} under Wine ended with ${code}:\n${stderr}`);
    return { figures: JSON.parse(stdout) };
  });
}
