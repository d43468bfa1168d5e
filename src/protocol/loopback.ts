const names = new Set(['127.0.0.1', 'localhost', '::1']);

/** Whether a host, with or without an IPv6 address's brackets, is this computer itself: what goes there crosses no network. */
export function isLoopback(host: string): boolean {
  return names.has(host.replace(/^\[(.*)\]$/, '$1').toLowerCase());
}
