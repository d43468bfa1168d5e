import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A kept-alive HTTP/1.1 connection that costs the machine as little as it can: the server is what is measured. */
export class RawClient {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #settle: ((outcome: { text: string } | { error: Error }) => void) | null = null;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => this.#take(part));
    socket.on('close', () => this.#settle?.({ error: new Error('the connection was closed') }));
  }

  static async open(address: string): Promise<RawClient> {
    const { hostname, port, host } = new URL(address);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawClient(socket, host);
  }

  /** @returns the body of a 2xx answer. */
  post(path: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#settle = (outcome) => ('text' in outcome ? resolve(outcome.text) : reject(outcome.error));
      this.#socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${this.#host}\r\ncontent-type: application/jose\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket.destroy();
  }

  #take(part: string): void {
    this.#received += part;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#received.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (this.#received.length < end + 4 + length) return;
    const text = this.#received.slice(end + 4, end + 4 + length);
    this.#received = '';
    if (/^HTTP\/1\.1 2/.test(head)) this.#settle?.({ text });
    else this.#settle?.({ error: new Error(`${head.slice(0, 20)}: ${text}`) });
  }
}
