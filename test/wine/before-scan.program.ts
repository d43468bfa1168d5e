import { ChildProcess } from 'node:child_process';
import { writeSync } from 'node:fs';

// Loaded before the program (--import). At its end it says how many processes were started, whoever asked for them; and it
// sets the clock, for the machines of the tests stand at a certain day.

let started = 0;
// `spawn` on the prototype is what spawn, exec, execFile and fork all end in; it is not in Node's types.
const prototype = ChildProcess.prototype as unknown as { spawn: (...args: unknown[]) => unknown };
const original = prototype.spawn;
prototype.spawn = function spawn(...args: unknown[]) {
  started += 1;
  return original.apply(this, args);
};
process.on('exit', () => writeSync(2, `children: ${started}\n`));

const { DESKWARD_TEST_NOW: now } = process.env;
if (now !== undefined) {
  const ahead = Date.parse(now) - Date.now();
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: [], created) =>
      Reflect.construct(target, args.length === 0 ? [RealDate.now() + ahead] : args, created) as Date,
    get: (target, name) => (name === 'now' ? () => target.now() + ahead : Reflect.get(target, name)),
  });
}
