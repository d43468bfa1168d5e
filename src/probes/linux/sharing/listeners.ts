/** A socket that waits for others. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** As people write it; `0.0.0.0` and `::` are all addresses of this computer. */
  readonly address: string;
  readonly loopback: boolean;
  /** The user who opened it. */
  readonly uid: number;
  /** The socket's number: what /proc/PID/fd links to. */
  readonly inode: number;
  /** The file it was read from. */
  readonly source: string;
}

/** TCP_LISTEN and, for UDP, the state of a bound socket without a peer (TCP_CLOSE), of include/net/tcp_states.h. */
const waiting = { tcp: '0A', udp: '07' } as const;

/**
 * The waiting sockets of a table such as /proc/net/tcp (proc_net_tcp(5)), which holds this network namespace only.
 * @returns undefined where the text is no such table.
 */
export function parseListeners(text: string, source: string): Listener[] | undefined {
  const [header = '', ...lines] = text.split('\n');
  if (!/^\s*sl\s+local_address/.test(header)) return undefined;
  const protocol = source.includes('udp') ? 'udp' : 'tcp';
  const listeners: Listener[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const fields = line.trim().split(/\s+/);
    const local = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(fields[1] ?? '');
    if (local?.[1] === undefined) return undefined;
    if (fields[3] !== waiting[protocol]) continue;
    const bytes = addressBytes(local[1]);
    listeners.push({
      protocol,
      port: Number.parseInt(local[2] ?? '', 16),
      address: addressText(bytes),
      loopback: isLoopback(bytes),
      uid: Number(fields[7]),
      inode: Number(fields[9]),
      source,
    });
  }
  return listeners;
}

/** The kernel prints each 32-bit word as a number of this machine; every machine that Electron runs on is little-endian. */
function addressBytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex').swap32();
}

/** ::ffff:a.b.c.d, an IPv4 address in an IPv6 socket (RFC 4291, 2.5.5.2). */
const mappedPrefix = Buffer.from('00000000000000000000ffff', 'hex');

function ipv4Part(bytes: Buffer): Buffer | undefined {
  if (bytes.length === 4) return bytes;
  return bytes.subarray(0, 12).equals(mappedPrefix) ? bytes.subarray(12) : undefined;
}

/** All of 127/8 (RFC 1122, 3.2.1.3), also as a mapped address, and ::1. */
function isLoopback(bytes: Buffer): boolean {
  const ipv4 = ipv4Part(bytes);
  if (ipv4 !== undefined) return ipv4[0] === 127;
  return bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
}

function addressText(bytes: Buffer): string {
  const ipv4 = ipv4Part(bytes);
  if (ipv4 !== undefined) return ipv4.join('.');
  const words = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return words.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}
