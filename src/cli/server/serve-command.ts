import { redactedPaths } from '../../server/http/request-log.ts';
import { type RunningEndpoint, serve } from '../../server/main.ts';
import { StorageUnavailable } from '../../server/storage/storage.ts';
import { type TlsIdentity, UnusableCertificate } from '../../server/tls/identity.ts';
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
  if (endpoint.tls !== null) tellOfCertificate(program, endpoint.tls);
  await told;
  await endpoint.close();
  return 0;
}

function tellOfCertificate(program: Program, { pin, expiresAt }: TlsIdentity): void {
  program.print(program.words.t('cli:server.key', { pin }));
  if (expiresAt < new Date())
    program.printError(program.words.t('cli:server.certificate-expired', { at: expiresAt.toISOString() }));
}

async function startEndpoint(program: Program, args: ServeArguments): Promise<RunningEndpoint | null> {
  const { host, port, data, publicName: name, certificate, verbose } = args;
  // Standard output is for people; the log is JSON, one object a line.
  const logger = { level: verbose ? 'info' : 'warn', stream: process.stderr, redact: redactedPaths };
  try {
    return await serve({ host, port, data, name, certificate, pageFolder: program.pageFolder, logger });
  } catch (error) {
    if (error instanceof UnusableCertificate)
      fail(program, `certificate-${error.reason}`, { detail: error.message });
    else if (error instanceof StorageUnavailable) fail(program, 'data', { data, detail: error.message });
    else if (codeOf(error) in cannotListen) fail(program, cannotListen[codeOf(error)] ?? '', { host, port });
    else throw error;
    return null;
  }
}

/** Node's codes for a place where nobody can listen. */
const cannotListen: Readonly<Record<string, string>> = {
  EADDRINUSE: 'port',
  EACCES: 'port-denied',
  EADDRNOTAVAIL: 'host',
  ENOTFOUND: 'host',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
