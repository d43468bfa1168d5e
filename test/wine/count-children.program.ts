import { ChildProcess } from 'node:child_process';
import { writeSync } from 'node:fs';

// Loaded before another program (--import): says at its end how many processes it started, whoever asked for them.
let started = 0;
// `spawn` on the prototype is what spawn, exec, execFile and fork all end in; it is not in Node's types.
const prototype = ChildProcess.prototype as unknown as { spawn: (...args: unknown[]) => unknown };
const original = prototype.spawn;
prototype.spawn = function spawn(...args: unknown[]) {
  started += 1;
  return original.apply(this, args);
};
process.on('exit', () => writeSync(2, `children: ${started}\n`));
