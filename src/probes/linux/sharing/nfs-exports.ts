export interface Export {
  readonly path: string;
  /** `unknown` where it is limited to named computers: no account is asked for, yet not everyone may enter. */
  readonly reach: 'everyone' | 'accounts' | 'unknown';
}

/** What exports(5) allows in /etc/exports, and what the kernel was told in /var/lib/nfs/etab: a path, then clients. */
export function parseExports(text: string): Export[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => words(line))
    .filter(([path]) => path?.startsWith('/'))
    .map(([path = '', ...clients]) => ({ path, reach: reachOf(clients) }));
}

/** Words end at blanks outside quotes; `#` begins a comment; `\040` is the character with that octal number. */
function words(line: string): string[] {
  const found = line.match(/#.*$|(?:"[^"]*"|\\[0-7]{3}|[^\s#"])+/g) ?? [];
  return found
    .filter((word) => !word.startsWith('#'))
    .map((word) =>
      word
        .replaceAll('"', '')
        .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    );
}

/** A client is `host(options)`; `-options` before the clients are defaults; a path without clients is for everyone. */
function reachOf(clients: readonly string[]): Export['reach'] {
  const defaults = clients.find((client) => client.startsWith('-')) ?? '';
  const hosts = clients.filter((client) => !client.startsWith('-'));
  const reaches = (hosts.length === 0 ? ['*'] : hosts).map((client) => reachOfClient(client, defaults));
  if (reaches.includes('everyone')) return 'everyone';
  return reaches.includes('unknown') ? 'unknown' : 'accounts';
}

function reachOfClient(client: string, defaults: string): Export['reach'] {
  const [host = '', options = ''] = client.split('(');
  const security = /sec=([\w:]+)/.exec(options)?.[1] ?? /sec=([\w:]+)/.exec(defaults)?.[1] ?? 'sys';
  if (security.split(':').every((flavour) => flavour.startsWith('krb5'))) return 'accounts';
  return ['', '*', '0.0.0.0/0', '::/0', '0.0.0.0/0.0.0.0'].includes(host) ? 'everyone' : 'unknown';
}
