import { lockFolder } from '../../src/agent/files/folder-lock.ts';
import { keptLog } from '../agent/kept-log.ts';

/** Locks the folder of its argument, says so, and stays until it is killed. */
const lock = lockFolder(process.argv[2] ?? '', keptLog());
process.stdout.write(`${lock.ok}\n`);
setInterval(() => undefined, 1000);
