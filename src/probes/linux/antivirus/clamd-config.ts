import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a clamd listens and which signatures it loads, as clamd.conf(5) says. */
export interface ClamdConfig {
  /** The file it was read from, as an administrator knows it. */
  readonly file: string;
  readonly socketPath: string | undefined;
  /** Loopback port; undefined where clamd has none, or listens for other computers. */
  readonly port: number | undefined;
  readonly databaseDirectory: string;
}

const defaultDatabase = '/var/lib/clamav';

/** Every clamd configuration of this machine: Debian has one, Fedora and RHEL one for each instance (`clamd@scan`). */
export async function readClamdConfigs(root: string): Promise<ClamdConfig[]> {
  const instances = await readdir(join(root, 'etc/clamd.d')).catch((): string[] => []);
  const files = [
    '/etc/clamav/clamd.conf',
    '/etc/clamd.conf',
    ...instances.filter((name) => name.endsWith('.conf')).map((name) => `/etc/clamd.d/${name}`),
  ];
  const texts = await Promise.all(
    files.map((file) => readFile(join(root, file), 'utf8').catch(() => undefined)),
  );
  return files.flatMap((file, index) => {
    const text = texts[index];
    return text === undefined ? [] : [parseClamdConfig(file, text)];
  });
}

export function parseClamdConfig(file: string, text: string): ClamdConfig {
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    const option = /^\s*([A-Za-z]+)\s+(?:"([^"]*)"|(\S.*?))\s*$/.exec(line);
    // The first of a repeated option is the one that clamd takes for LocalSocket and DatabaseDirectory.
    if (option?.[1] !== undefined && !options.has(option[1]))
      options.set(option[1], option[2] ?? option[3] ?? '');
  }
  const directory = options.get('DatabaseDirectory');
  const socketPath = options.get('LocalSocket');
  return {
    file,
    socketPath: socketPath?.startsWith('/') ? socketPath : undefined,
    port: loopbackPort(options),
    databaseDirectory: directory?.startsWith('/') ? directory : defaultDatabase,
  };
}

function loopbackPort(options: ReadonlyMap<string, string>): number | undefined {
  const port = Number(options.get('TCPSocket'));
  const address = options.get('TCPAddr') ?? 'localhost';
  const onLoopback = /^(localhost|127(\.\d{1,3}){3}|::1|0\.0\.0\.0|::)$/.test(address);
  return onLoopback && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
