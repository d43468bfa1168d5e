import type * as z from 'zod';
import { type AssignmentChange, type DeviceAssignment, deviceAssignment } from '../../protocol/assignment.ts';
import {
  type DeviceDetail,
  type DevicePage,
  deviceDetail,
  devicePage,
  type FleetSummary,
  fleetSummary,
} from '../../protocol/fleet.ts';
import {
  type PolicyChange,
  type PolicyList,
  policyList,
  type TakenBack,
  takenBack,
} from '../../protocol/fleet-policy.ts';
import { refusal } from '../../protocol/report.ts';
import {
  type SessionState,
  type SetupRequest,
  type SignInRequest,
  sessionState,
} from '../../protocol/session.ts';
import type { SignOffChange, SignOffRequest } from '../../protocol/sign-off.ts';
import {
  type StatementList,
  type StatementTexts,
  statementList,
  statementTexts,
} from '../../protocol/statement.ts';
import {
  type NewToken,
  newToken,
  type TokenList,
  type TokenRequest,
  tokenList,
} from '../../protocol/token.ts';
import { setEndpointClock } from './endpoint-clock.ts';

/** The endpoint said no, or nothing (`unreachable`); `code` is its refusal code. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** @throws ApiError for a refusal, a broken connection, or an answer of another shape. */
async function ask<Schema extends z.ZodType>(
  schema: Schema | null,
  method: string,
  path: string,
  body?: object,
): Promise<z.infer<Schema>> {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  }).catch(() => {
    throw new ApiError('unreachable');
  });
  setEndpointClock(response.headers.get('date'));
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(refusal.safeParse(answer).data?.error ?? 'unreachable');
  if (schema === null) return undefined as z.infer<Schema>;
  const decoded = schema.safeParse(answer);
  if (!decoded.success) throw new ApiError('unexpected-answer');
  return decoded.data;
}

export const api = {
  session: (): Promise<SessionState> => ask(sessionState, 'GET', 'session'),
  signIn: (request: SignInRequest): Promise<SessionState> => ask(sessionState, 'POST', 'session', request),
  setUp: (request: SetupRequest): Promise<SessionState> => ask(sessionState, 'POST', 'setup', request),
  signOut: (): Promise<unknown> => ask(null, 'DELETE', 'session'),
  summary: (): Promise<FleetSummary> => ask(fleetSummary, 'GET', 'fleet/summary'),
  devices: (query: Readonly<Record<string, string>>): Promise<DevicePage> =>
    ask(devicePage, 'GET', `fleet/devices?${new URLSearchParams(query)}`),
  device: (id: string): Promise<DeviceDetail> =>
    ask(deviceDetail, 'GET', `fleet/devices/${encodeURIComponent(id)}`),
  acceptConfiguration: (id: string, digest: string): Promise<DeviceAssignment> =>
    ask(deviceAssignment, 'PUT', `fleet/devices/${encodeURIComponent(id)}/accepted-configuration`, {
      digest,
    }),
  assign: (id: string, change: AssignmentChange): Promise<DeviceAssignment> =>
    ask(deviceAssignment, 'PUT', `fleet/devices/${encodeURIComponent(id)}/assignment`, change),
  settleSecondHistory: (number: number): Promise<unknown> =>
    ask(null, 'PUT', `fleet/second-histories/${number}`, { state: 'settled' }),
  statements: (query: Readonly<Record<string, string>> = {}): Promise<StatementList> =>
    ask(statementList, 'GET', `fleet/statements?${new URLSearchParams(query)}`),
  statement: (number: number): Promise<StatementTexts> =>
    ask(statementTexts, 'GET', `fleet/statements/${number}`),
  handleStatement: (number: number, handled: boolean): Promise<unknown> =>
    ask(null, 'PUT', `fleet/statements/${number}`, { handled }),
  policies: (): Promise<PolicyList> => ask(policyList, 'GET', 'fleet/policies'),
  changePolicy: (version: number, change: PolicyChange): Promise<unknown> =>
    ask(null, 'PUT', `fleet/policies/${version}`, change),
  takeBackPolicy: (version: number, before: number): Promise<TakenBack> =>
    ask(takenBack, 'POST', `fleet/policies/${version}/take-back`, { before }),
  beginSignOff: (request: SignOffRequest): Promise<unknown> => ask(null, 'POST', 'fleet/sign-offs', request),
  endSignOff: (id: string, state: SignOffChange['state']): Promise<unknown> =>
    ask(null, 'PUT', `fleet/sign-offs/${encodeURIComponent(id)}`, { state }),
  tokens: (): Promise<TokenList> => ask(tokenList, 'GET', 'tokens'),
  makeToken: (request: TokenRequest): Promise<NewToken> => ask(newToken, 'POST', 'tokens', request),
  revokeToken: (id: string): Promise<unknown> => ask(null, 'DELETE', `tokens/${encodeURIComponent(id)}`),
};
