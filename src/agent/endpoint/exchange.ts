import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { describeError } from '../log.ts';

/** Milliseconds for one exchange, from the connection to the end of the answer. */
const patienceMs = 30_000;
/** An acknowledgement has some hundred bytes; whatever sends more is no endpoint. */
const maxAnswerBytes = 64 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Keeps connections for the next requests. They come from `open`, so that a request never waits on an unproven one. */
export class Connections extends Agent {
  readonly #open: () => Promise<Socket>;

  constructor(open: () => Promise<Socket>) {
    super({ keepAlive: true });
    this.#open = open;
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Socket) => void,
  ): undefined {
    this.#open().then(
      (socket) => callback?.(null, socket),
      // Node's types want a socket here too; with an error nobody looks at it.
      (error: unknown) => callback?.(asError(error), undefined as unknown as Socket),
    );
  }
}

/**
 * One POST over a connection of `connections`. Redirects are answers like any other.
 * @throws the error of opening a connection, or Error where no whole answer came in time.
 */
export function exchange(
  connections: Connections,
  url: string,
  body: string,
  stop?: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { host, pathname } = new URL(url);
    const headers = {
      host,
      'content-type': 'application/jose',
      'content-length': Buffer.byteLength(body),
      accept: 'application/json',
    };
    const asked = request({ agent: connections, host, path: pathname, method: 'POST', headers });
    const giveUp = (why: string): void => {
      // Before there is a connection, a request that is destroyed says nothing.
      reject(new Error(why));
      asked.destroy();
    };
    const patience = setTimeout(() => giveUp(`No answer within ${patienceMs / 1000} s.`), patienceMs);
    const stopped = (): void => giveUp('Stopped.');
    stop?.addEventListener('abort', stopped, { once: true });
    if (stop?.aborted === true) stopped();
    asked.once('response', (response) => readAnswer(response).then(resolve, reject));
    asked.once('error', reject);
    asked.once('close', () => {
      clearTimeout(patience);
      stop?.removeEventListener('abort', stopped);
    });
    asked.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    // Leaving the loop ends the connection.
    if (bytes > maxAnswerBytes) throw new Error('The answer is longer than any of an endpoint.');
    chunks.push(part);
  }
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8') };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(describeError(error));
}
