import type * as z from 'zod';
import type { EndpointAddress } from '../protocol/enrolment.ts';
import { type Refusal, refusal } from '../protocol/report.ts';
import type { SignedOff } from '../protocol/sign-off.ts';
import { Distrusted, type DistrustReason } from './endpoint/check-certificate.ts';
import { connect, type ProvenSession } from './endpoint/connect.ts';
import { Connections, exchange, type HttpAnswer } from './endpoint/exchange.ts';
import { type FindProxies, proxiesOfEnvironment } from './endpoint/proxies.ts';
import { describeError } from './log.ts';

/** Milliseconds until a connection must stand, a proxy's and TLS's part of it included. */
const connectMs = 15_000;
/** Refusals that trying again can't change. All others, such as a proxy's, may have nothing to do with the endpoint. */
const finalStatuses = new Set([400, 401, 403, 409, 410, 413, 415, 422]);

/** `unreached`: no answer of an endpoint, or one that says to come again. `distrusted`: nothing was sent. */
export type Answer<Body> =
  | { readonly state: 'answered'; readonly body: Body }
  | { readonly state: 'refused'; readonly status: number; readonly refusal: Refusal }
  | { readonly state: 'distrusted'; readonly reason: DistrustReason; readonly detail: string }
  | { readonly state: 'unreached'; readonly detail: string; readonly retryAfterMs: number | null };

export interface EndpointOptions {
  /** Those of the environment, if not given. */
  readonly findProxies?: FindProxies;
  readonly now?: () => Date;
  /** Told over a connection that is proven like every other: TLS to the pinned key, or within this computer. */
  readonly onSignedOff?: (record: SignedOff) => void;
}

/** The one endpoint that a device reports to. Connections are kept for the next report while the endpoint keeps them. */
export class Endpoint {
  readonly #address: EndpointAddress;
  readonly #options: EndpointOptions;
  readonly #closed = new AbortController();
  readonly #connections = new Connections(() => this.#connect());
  #session: ProvenSession | null = null;

  constructor(address: EndpointAddress, options: EndpointOptions = {}) {
    this.#address = address;
    this.#options = options;
  }

  /** Sends one JWS. Whatever stands between here and the endpoint (a captive portal, a proxy) is not taken for it. */
  async post<Schema extends z.ZodType>(
    path: string,
    jws: string,
    schema: Schema,
    stop?: AbortSignal,
  ): Promise<Answer<z.infer<Schema>>> {
    try {
      const answer = await exchange(this.#connections, `${this.#address.origin}${path}`, jws, stop);
      const understood = understand(answer, schema);
      if (understood.state === 'refused') this.#hear(understood);
      return understood;
    } catch (error) {
      if (error instanceof Distrusted)
        return { state: 'distrusted', reason: error.reason, detail: error.message };
      return unreached(describeError(error));
    }
  }

  close(): void {
    this.#closed.abort();
    this.#connections.destroy();
  }

  #hear({ status, refusal: { error, signedOff } }: Extract<Answer<never>, { state: 'refused' }>): void {
    if (status === 410 && error === 'signed-off' && signedOff !== undefined)
      this.#options.onSignedOff?.(signedOff);
  }

  #connect() {
    const { findProxies = proxiesOfEnvironment, now = () => new Date() } = this.#options;
    return connect(this.#address, {
      findProxies,
      now,
      signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(connectMs)]),
      session: this.#session,
      onSession: (session) => {
        this.#session = session;
      },
    });
  }
}

function understand<Schema extends z.ZodType>(
  { status, headers, text }: HttpAnswer,
  schema: Schema,
): Answer<z.infer<Schema>> {
  const body = parse(text);
  if (status >= 200 && status < 300) {
    const decoded = schema.safeParse(body);
    if (decoded.success) return { state: 'answered', body: decoded.data };
    return unreached('What answered there is not a Deskward endpoint.');
  }
  const refused = refusal.safeParse(body);
  if (refused.success && finalStatuses.has(status))
    return { state: 'refused', status, refusal: refused.data };
  return unreached(refused.success ? refused.data.message : `HTTP ${status}`, headers['retry-after']);
}

/** Retry-After in seconds; its other form, a date, would trust two clocks and is not used. */
function unreached(detail: string, retryAfter = ''): Answer<never> {
  const seconds = /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : null;
  return { state: 'unreached', detail, retryAfterMs: seconds === null ? null : seconds * 1000 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
