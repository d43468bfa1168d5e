import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Random } from './random.ts';

/** An answer of the endpoint. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * What lies between a device and its endpoint, at its worst: requests and replies are lost, cut, delayed, doubled, and
 * arrive again or in each other's place.
 */
export class UnreliableNetwork {
  readonly #random: Random;
  readonly #server: Server;
  #before: Answer | null = null;
  #listeners: (() => void)[] = [];
  /** Where the endpoint is now; null while there is none. */
  endpoint: string | null = null;
  /** Everything that the endpoint acknowledged, whether the device heard of it or not. */
  readonly acknowledged = new Set<string>();

  private constructor(random: Random) {
    this.#random = random;
    this.#server = createServer((request, response) => {
      this.#carry(request, response).catch(() => response.destroy());
    });
  }

  static async open(random: Random): Promise<UnreliableNetwork> {
    const network = new UnreliableNetwork(random);
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when a device has heard the next acknowledgement. */
  heard(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '/';
    const random = this.#random;
    if (path !== '/api/v1/reports') return this.#reply(response, await this.#ask(path, body));
    if (random.chance(0.05)) return void response.destroy();
    if (random.chance(0.1)) void this.#again(path, body);
    if (random.chance(0.2)) await setTimeout(random.between(0, 40));
    const answer = await this.#ask(path, body);
    const before = this.#before;
    this.#before = answer;
    if (random.chance(0.05)) return void response.destroy();
    if (random.chance(0.05) && before !== null) return this.#reply(response, before);
    if (random.chance(0.05))
      return void response.socket?.end(asText(answer).slice(0, random.between(1, 150)));
    if (random.chance(0.05)) return void response.socket?.end(asText(answer).repeat(2));
    this.#reply(response, answer);
    if (answer.status === 200) for (const tell of this.#listeners.splice(0)) tell();
  }

  /** The same bytes once more, now or after those that follow. */
  async #again(path: string, body: string): Promise<void> {
    await setTimeout(this.#random.between(0, 200));
    await this.#ask(path, body).catch(() => undefined);
  }

  async #ask(path: string, body: string): Promise<Answer> {
    const headers = { 'content-type': 'application/jose' };
    const reply = await fetch(`${this.endpoint}${path}`, { method: 'POST', headers, body });
    const answer = { status: reply.status, text: await reply.text() };
    if (path === '/api/v1/reports' && answer.status === 200) this.acknowledged.add(body);
    return answer;
  }

  #reply(response: ServerResponse, { status, text }: Answer): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }
}

function asText({ status, text }: Answer): string {
  const head = `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}`;
  return `${head}\r\n\r\n${text}`;
}
