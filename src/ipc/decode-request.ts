import type { RequestName } from './channels.ts';
import { failed, type Outcome, succeeded } from './outcome.ts';
import { type RequestPayload, requests } from './schema.ts';

/** What arrived from the popup, held to its schema. A compromised page can send anything. */
export function decodeRequest<Name extends RequestName>(
  name: Name,
  payload: unknown,
): Outcome<RequestPayload<Name>> {
  const decoded = requests[name].payload.safeParse(payload);
  if (decoded.success) return succeeded(decoded.data as RequestPayload<Name>);
  return failed(
    'malformed',
    `${name}: ${decoded.error.issues[0]?.message ?? 'not the payload of this request'}`,
  );
}
