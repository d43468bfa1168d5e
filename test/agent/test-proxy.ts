import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TestProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** What it was asked to connect to, in order, with the account if one was named. */
  readonly asked: string[];
  /** Everything that went through it towards the servers. */
  through(): string;
}

/** A real HTTP proxy: connects to where CONNECT says and passes bytes on. `status`: what it says instead. */
export async function testProxy(status = 200): Promise<TestProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let through = '';
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('connect', ({ url = '', headers }: IncomingMessage, client: Socket) => {
    const account = /^Basic (.*)$/.exec(headers['proxy-authorization'] ?? '')?.[1] ?? '';
    asked.push(`${url} ${Buffer.from(account, 'base64')}`.trim());
    client.on('error', () => undefined);
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} x\r\n\r\n`);
    const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(url) ?? [];
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    client.on('data', (data) => {
      through += data.toString('latin1');
    });
    upstream.on('error', () => client.destroy());
    sockets.add(upstream);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, through: () => through };
}
