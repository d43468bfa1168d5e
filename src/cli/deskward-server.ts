import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { outliveReaders } from './closed-output.ts';
import { type Command, parseArguments } from './server/arguments.ts';
import { exportEvidenceCommand } from './server/export-evidence-command.ts';
import { importCommand } from './server/import-command.ts';
import { policiesCommand, rollOutCommand } from './server/policies-command.ts';
import { policyKeyCommand } from './server/policy-key-command.ts';
import type { ExitCode, Program } from './server/program.ts';
import { publishPolicyCommand, signPolicyCommand } from './server/publish-policy-command.ts';
import { revokeCommand } from './server/revoke-command.ts';
import { serveCommand } from './server/serve-command.ts';
import { signOffCommand, signOffsCommand } from './server/sign-off-command.ts';
import { summaryCommand } from './server/summary-command.ts';
import { tokenCommand } from './server/token-command.ts';
import { userCommand } from './server/user-command.ts';
import { wordsFor } from './server/words.ts';

const program: Program = {
  words: wordsFor(process.env),
  // The page is built beside the programs: dist/cli/ and dist/ui/fleet/.
  pageFolder: fileURLToPath(new URL('../ui/fleet', import.meta.url)),
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
};

async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const parsed = parseArguments(args);
  if (parsed.ok) return perform(parsed.command);
  if (parsed.detail !== '')
    program.printError(program.words.t('cli:server.error.arguments', { detail: parsed.detail }));
  program.printError(program.words.list('cli:server.usage').join('\n'));
  return 2;
}

async function perform(command: Command): Promise<ExitCode> {
  switch (command.name) {
    case 'serve':
      return serveCommand(program, command);
    case 'token':
      return tokenCommand(program, command);
    case 'user':
      return userCommand(program, command, await readPassword());
    case 'export-evidence':
      return exportEvidenceCommand(program, command);
    case 'import':
      return importCommand(program, command);
    case 'policy-key':
      return policyKeyCommand(program, command);
    case 'sign-policy':
      return signPolicyCommand(program, command);
    case 'publish-policy':
      return publishPolicyCommand(program, command);
    case 'revoke':
      return revokeCommand(program, command);
    case 'sign-off':
      return signOffCommand(program, command);
    case 'sign-offs':
      return signOffsCommand(program, command);
    case 'policies':
      return policiesCommand(program, command);
    case 'roll-out':
      return rollOutCommand(program, command);
    case 'summary':
      return summaryCommand(program, command);
    case 'help':
      program.print(program.words.list('cli:server.usage').join('\n'));
      return 0;
  }
}

/** Nobody types a password where it can be read: on a terminal one is made up instead. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY === true) return '';
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}

outliveReaders();
try {
  // Not process.exit: what was written to a pipe would be cut off.
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`deskward-server: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
