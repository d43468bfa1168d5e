import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { makeCertificate, never } from '../../src/server/tls/make-certificate.ts';

export interface TestIdentity {
  readonly key: string;
  readonly cert: string;
  readonly pin: string;
}

interface Wish {
  readonly names?: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
  /** Another certificate for that key. */
  readonly key?: string;
}

/** A self-made key and certificate, for 127.0.0.1 and valid now unless the test wishes otherwise. */
export function testIdentity(wish: Wish = {}): TestIdentity {
  const { names = ['127.0.0.1'], from = new Date(0), until = never, key = newKey() } = wish;
  const cert = makeCertificate({ key, names, from, until });
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return { key, cert, pin: createHash('sha256').update(publicKey).digest('hex') };
}

function newKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

export interface RecordingServer {
  readonly port: number;
  /** What clients sent, decrypted where it is a TLS server. */
  received(): string;
  /** Of each connection, whether it took an earlier TLS session up again. */
  readonly resumed: boolean[];
  connections(): number;
  /** Resolves when every connection that was made is closed again. */
  closed(): Promise<void>;
}

/** Answers every request with what `answer` says, whatever it asks; keeps all that it hears. */
export function tlsServer(
  options: TlsOptions,
  answer: (socket: Socket, requestNumber: number) => void,
): Promise<RecordingServer> {
  const resumed: boolean[] = [];
  return record(
    (onSocket) =>
      createServer(options, (socket) => {
        resumed.push(socket.isSessionReused());
        onSocket(socket);
      }),
    answer,
    resumed,
  );
}

/** @param when to answer: at the end of a request's headers, or whatever came. */
export function tcpServer(
  answer: (socket: Socket, requestNumber: number) => void,
  when: 'request' | 'at once' = 'request',
): Promise<RecordingServer> {
  return record((onSocket) => createTcpServer(onSocket), answer, [], when);
}

async function record(
  make: (onSocket: (socket: Socket) => void) => Server,
  answer: (socket: Socket, requestNumber: number) => void,
  resumed: boolean[],
  when: 'request' | 'at once' = 'request',
): Promise<RecordingServer> {
  let text = '';
  let requests = 0;
  let connections = 0;
  const sockets = new Set<Socket>();
  const ends: Promise<void>[] = [];
  const server = make((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (when === 'request' && !/\r\n\r\n/.test(data.toString('latin1'))) return;
      requests += 1;
      answer(socket, requests);
    });
  });
  // Of the connection itself: one that gives up in the handshake never becomes a TLS socket.
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    ends.push(new Promise((resolve) => socket.once('close', () => resolve())));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    received: () => text,
    resumed,
    connections: () => connections,
    closed: async () => void (await Promise.all(ends)),
  };
}

/** One HTTP answer with a JSON body, as an endpoint gives it. */
export function reply(status: number, body: unknown, headers = ''): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return `HTTP/1.1 ${status} x\r\nContent-Length: ${Buffer.byteLength(text)}\r\n${headers}\r\n${text}`;
}
