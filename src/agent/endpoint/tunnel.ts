import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** @throws Error where the proxy can't be reached, is of a kind that can't be used, or says no. */
export function tunnel(proxy: string, authority: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = ask(new URL(proxy), authority, signal);
    asked.once('connect', ({ statusCode }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`The proxy ${hostOf(proxy)} refused to connect: HTTP ${statusCode}.`));
    });
    // It answered CONNECT as if it were a page.
    asked.once('response', (response) => {
      response.destroy();
      reject(new Error(`${hostOf(proxy)} is not a proxy.`));
    });
    asked.once('error', (error) => reject(new Error(`The proxy ${hostOf(proxy)}: ${error.message}`)));
    asked.end();
  });
}

/** CONNECT (RFC 9110, 9.3.6): the proxy sees host and port of the endpoint, and of the rest only what TLS shows. */
function ask(proxy: URL, authority: string, signal: AbortSignal): ClientRequest {
  const request = requestFor(proxy);
  const { username, password } = proxy;
  const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return request({
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    agent: false,
    signal,
    headers: {
      host: authority,
      ...(username !== '' && {
        'proxy-authorization': `Basic ${Buffer.from(account).toString('base64')}`,
      }),
    },
  });
}

function requestFor({ protocol }: URL): typeof httpRequest {
  if (protocol === 'http:') return httpRequest;
  if (protocol === 'https:') return httpsRequest;
  throw new Error(`A proxy of the kind ${protocol.slice(0, -1)} can't be used.`);
}

/** Without the password that may stand in it. */
function hostOf(proxy: string): string {
  return new URL(proxy).host;
}
