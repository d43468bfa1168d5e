import { redactedPaths } from '../../server/http/request-log.ts';
import { NotLoopback, type RunningEndpoint, serve } from '../../server/main.ts';
import { StorageUnavailable } from '../../server/storage/storage.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program } from './program.ts';

type ServeArguments = Extract<Command, { name: 'serve' }>;

/** Runs until the endpoint is told to end. */
export async function serveCommand(program: Program, args: ServeArguments): Promise<ExitCode> {
  // Before anything is printed: whoever reads the address may end the endpoint at once.
  const told = toldToEnd();
  const endpoint = await startEndpoint(program, args);
  if (endpoint === null) return 2;
  program.print(program.words.t('cli:server.listening', { address: endpoint.address }));
  if (endpoint.setupLink !== null)
    program.print(program.words.t('cli:server.setup', { link: endpoint.setupLink }));
  await told;
  await endpoint.close();
  return 0;
}

async function startEndpoint(program: Program, args: ServeArguments): Promise<RunningEndpoint | null> {
  const { host, port, data, verbose } = args;
  // Standard output is for people; the log is JSON, one object a line.
  const logger = { level: verbose ? 'info' : 'warn', stream: process.stderr, redact: redactedPaths };
  try {
    return await serve({ host, port, data, pageFolder: program.pageFolder, logger });
  } catch (error) {
    if (error instanceof NotLoopback) fail(program, 'not-loopback', { host });
    else if (isPortTaken(error)) fail(program, 'port', { port });
    else if (error instanceof StorageUnavailable) fail(program, 'data', { data, detail: error.message });
    else throw error;
    return null;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
