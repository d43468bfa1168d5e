import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FoundPrograms, runningPrograms } from '../../found-programs.ts';
import { listProcesses, type Process } from '../processes.ts';

/** TASK_COMM_LEN without its end: a name of this length may go on. */
const cutAt = 15;

/** What runs, whoever started it. Programs under Wine are among them, with the names that they have on Windows. */
export async function findRunning(root: string): Promise<FoundPrograms> {
  const { processes, complete } = await listProcesses(root);
  const names = await Promise.all(processes.map((process) => wholeName(root, process)));
  const unread = complete ? [] : [{ source: '/proc', detail: 'other users’ programs are hidden (hidepid)' }];
  return { programs: runningPrograms(names, '/proc'), unread };
}

/** The kernel cuts names; the first words of the command line tell the whole one, of a script too (proc_pid_cmdline(5)). */
async function wholeName(root: string, { pid, name }: Process): Promise<string> {
  if (Buffer.byteLength(name) !== cutAt) return name;
  const line = await readFile(join(root, `proc/${pid}/cmdline`), 'utf8').catch(() => '');
  const words = line.split('\0', 3).map((word) => basename(word.replaceAll('\\', '/')));
  return words.find((word) => word.startsWith(name)) ?? name;
}
