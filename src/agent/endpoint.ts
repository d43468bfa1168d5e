import type { z } from 'zod';
import { type Refusal, refusal } from '../protocol/report.ts';
import { describeError } from './log.ts';

/** Milliseconds for one exchange, from the connection to the end of the answer. */
const patienceMs = 30_000;
/** Refusals that trying again can't change. All others, such as a proxy's, may have nothing to do with the endpoint. */
const finalStatuses = new Set([400, 401, 403, 409, 410, 413, 415, 422]);

/** `unreached`: no answer of an endpoint, or one that says to come again. */
export type Answer<Body> =
  | { readonly state: 'answered'; readonly body: Body }
  | { readonly state: 'refused'; readonly status: number; readonly refusal: Refusal }
  | { readonly state: 'unreached'; readonly detail: string; readonly retryAfterMs: number | null };

/** Sends one JWS. Whatever stands between here and the endpoint (a captive portal, a proxy) is not taken for it. */
export async function postJws<Schema extends z.ZodType>(
  send: typeof fetch,
  url: string,
  jws: string,
  schema: Schema,
  stop?: AbortSignal,
): Promise<Answer<z.infer<Schema>>> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await send(url, {
      method: 'POST',
      body: jws,
      headers: { 'content-type': 'application/jose', accept: 'application/json' },
      redirect: 'error',
      signal: stop === undefined ? patience : AbortSignal.any([patience, stop]),
    });
    return understand(response, parse(await response.text()), schema);
  } catch (error) {
    return unreached(causeOf(error));
  }
}

function understand<Schema extends z.ZodType>(
  response: Response,
  body: unknown,
  schema: Schema,
): Answer<z.infer<Schema>> {
  if (response.ok) {
    const decoded = schema.safeParse(body);
    if (decoded.success) return { state: 'answered', body: decoded.data };
    return unreached('What answered there is not a Deskward endpoint.');
  }
  const refused = refusal.safeParse(body);
  if (refused.success && finalStatuses.has(response.status))
    return { state: 'refused', status: response.status, refusal: refused.data };
  return unreached(
    refused.success ? refused.data.message : `HTTP ${response.status}`,
    response.headers.get('retry-after'),
  );
}

/** Retry-After in seconds; its other form, a date, would trust two clocks and is not used. */
function unreached(detail: string, retryAfter: string | null = null): Answer<never> {
  const seconds = retryAfter !== null && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : null;
  return { state: 'unreached', detail, retryAfterMs: seconds === null ? null : seconds * 1000 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** fetch says only "fetch failed"; why stands in its cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== '' ? cause.message : describeError(error);
}
