import { agentFolder } from '../agent/files/agent-folder.ts';
import { describeError, type Log } from '../agent/log.ts';
import { forPlatform } from '../probes/for-platform.ts';
import { type Command, parseArguments } from './agent/arguments.ts';
import { checkCommand } from './agent/check-command.ts';
import { enrolCommand } from './agent/enrol-command.ts';
import { exportCommand } from './agent/export-command.ts';
import { importCommand } from './agent/import-command.ts';
import type { ExitCode, Program } from './agent/program.ts';
import { rotateKeyCommand } from './agent/rotate-key-command.ts';
import { rulesCommand } from './agent/rules-command.ts';
import { runAgentCommand } from './agent/run-command.ts';
import { scanCommand } from './agent/scan-command.ts';
import { statusCommand } from './agent/status-command.ts';
import { openSettings } from './agent/stored-settings.ts';
import { verifyCommand } from './agent/verify-command.ts';
import { languageFor, wordsIn } from './agent/words.ts';
import { outliveReaders } from './closed-output.ts';

/** Columns, where standard output is no terminal and so has no width. */
const widthOfPipes = 120;

/** Standard output is for answers alone; what happens on the way goes to standard error. */
function logTo(print: (line: string) => void, verbose: boolean): Log {
  const write = (level: string, message: string) => print(`${new Date().toISOString()} ${level} ${message}`);
  return {
    info: (message) => {
      if (verbose) write('info', message);
    },
    warn: (message) => write('warn', message),
    error: (message) => write('error', message),
  };
}

function openProgram(log: Log): Program {
  // https://no-color.org
  const { NO_COLOR: noColour = '' } = process.env;
  const folder = agentFolder();
  const settings = openSettings(folder, log);
  return {
    folder,
    settings,
    words: wordsIn(languageFor(settings, process.env)),
    plainWords: wordsIn('en'),
    table: {
      colours: process.stdout.isTTY === true && noColour === '',
      columns: process.stdout.columns ?? widthOfPipes,
    },
    machine: forPlatform,
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
  };
}

async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const parsed = parseArguments(args);
  const stays = parsed.ok && parsed.command.name === 'run' && !parsed.command.once;
  const log = logTo((line) => process.stderr.write(`${line}\n`), stays);
  const program = openProgram(log);
  if (parsed.ok) return perform(program, parsed.command, log);
  if (parsed.detail !== '')
    program.printError(program.words.t('cli:agent.error.arguments', { detail: parsed.detail }));
  program.printError(program.words.list('cli:agent.usage').join('\n'));
  return 2;
}

function perform(program: Program, command: Command, log: Log): Promise<ExitCode> | ExitCode {
  switch (command.name) {
    case 'scan':
      return scanCommand(program, command, log);
    case 'rules':
      return rulesCommand(program, command, log);
    case 'status':
      return statusCommand(program, command);
    case 'enrol':
      return enrolCommand(program, command, log);
    case 'check':
      return checkCommand(program);
    case 'rotate-key':
      return rotateKeyCommand(program, log);
    case 'export':
      return exportCommand(program, command.file, log);
    case 'import':
      return importCommand(program, command.file, log);
    case 'verify':
      return verifyCommand(program, command);
    case 'run':
      return runAgentCommand(program, command, log);
    case 'help':
      program.print(program.words.list('cli:agent.usage').join('\n'));
      return 0;
  }
}

outliveReaders();
try {
  // Not process.exit: what was written to a pipe would be cut off.
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`deskward: ${describeError(error)}\n`);
  process.exitCode = 2;
}
