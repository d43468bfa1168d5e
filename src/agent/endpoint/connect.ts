import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { EndpointAddress } from '../../protocol/enrolment.ts';
import { checkCertificate, Distrusted } from './check-certificate.ts';
import type { FindProxies } from './proxies.ts';
import { tunnel } from './tunnel.ts';

export interface ConnectOptions {
  readonly findProxies: FindProxies;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly session: ProvenSession | null;
  /** Called with sessions for the next connection. */
  readonly onSession: (session: ProvenSession) => void;
}

/**
 * A TLS session that only who proved that certificate can take up again: half the bytes, a tenth of the work. The
 * certificate is not shown again then.
 */
export interface ProvenSession {
  readonly ticket: Buffer;
  readonly certificate: X509Certificate;
}

/**
 * A connection over which a request may be sent: to this computer itself, or over TLS to who holds the pinned key.
 * @throws Distrusted where something else answers; nothing of ours has left then. Error where nobody does.
 */
export async function connect(address: EndpointAddress, options: ConnectOptions): Promise<Socket> {
  const { hostname, port } = new URL(address.origin);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  // URL drops the port that its scheme usually has.
  const place = { host, port: Number(port) || (address.pin === null ? 80 : 443) };
  if (address.pin === null) return reach(place, options.signal);
  const raw = await reachByProxies(place, options);
  return secure(raw, { host, pin: address.pin }, options);
}

interface Place {
  readonly host: string;
  readonly port: number;
}

async function reach({ host, port }: Place, signal: AbortSignal): Promise<Socket> {
  const socket = connectTcp({ host, port, noDelay: true });
  return settled(socket, 'connect', signal);
}

/** In the order of the list, until one leads there. */
async function reachByProxies(place: Place, { findProxies, signal }: ConnectOptions): Promise<Socket> {
  const authority = `${isIP(place.host) === 6 ? `[${place.host}]` : place.host}:${place.port}`;
  let trouble: unknown = null;
  for (const proxy of await findProxies(`https://${authority}`)) {
    try {
      return await (proxy === 'direct' ? reach(place, signal) : tunnel(proxy, authority, signal));
    } catch (error) {
      trouble = error;
    }
  }
  throw trouble;
}

/** Node's own verification asks a list of authorities that know nothing of this endpoint; ours takes its place. */
async function secure(
  raw: Socket,
  { host, pin }: { readonly host: string; readonly pin: string },
  { now, signal, session, onSession }: ConnectOptions,
): Promise<TLSSocket> {
  const socket = connectTls({
    socket: raw,
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    ...(session && { session: session.ticket }),
  });
  await settled(socket, 'secureConnect', signal).catch((error: unknown) => {
    raw.destroy();
    throw asDistrust(error);
  });
  const certificate = socket.isSessionReused() ? session?.certificate : socket.getPeerX509Certificate();
  const distrust = checkCertificate(certificate, { host, pin, now: now() });
  if (distrust !== null || certificate === undefined) {
    socket.destroy();
    throw distrust;
  }
  return socket.on('session', (ticket) => onSession({ ticket, certificate }));
}

async function settled<Kind extends Socket>(
  socket: Kind,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Kind> {
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Every failure of the handshake itself: no TLS at all, a version or a cipher that we don't accept (OpenSSL's codes). */
function asDistrust(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(ERR_SSL_|EPROTO$)/.test(code)) return error;
  return new Distrusted('downgraded', error instanceof Error ? error.message : code);
}
