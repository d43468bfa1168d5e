import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { onTestFinished } from 'vitest';
import { enrolmentRequest, enrolmentType, formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { type ReportPayload, reportPayload, reportType } from '../../src/protocol/report.ts';
import { type AnyStatement, anyStatement, statementType } from '../../src/protocol/statement.ts';

export interface Exchange {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answers. */
  readonly hang?: boolean;
}

/** Says what to answer to a report that verified; undefined acknowledges it. */
export type Answering = (report: ReportPayload) => Exchange | 'hang-up' | undefined;

export interface TestEndpoint {
  readonly origin: string;
  readonly enrolmentString: string;
  /** Every report that verified and was acknowledged, as it came. */
  readonly reports: ReportPayload[];
  /** Every statement that verified and was given a receipt, as it came. */
  readonly statements: AnyStatement[];
  /** The same reports as compact JWS. */
  readonly stored: string[];
  /** How many requests came to /api/v1/reports. */
  attempts: number;
  epoch: number;
  /** The name of the device that joins next. */
  device: string;
  answer: Answering;
  /** Says what to answer to a statement that verified; undefined gives a receipt. */
  answerStatement: (statement: AnyStatement) => Exchange | 'hang-up' | undefined;
  /** Resolves when that many reports are stored. */
  received(count: number): Promise<void>;
  /** Resolves when that many requests with reports came. */
  attempted(count: number): Promise<void>;
}

const token = 'a-token-of-the-test-endpoint';

/** A real HTTP server that checks signatures with jose, as an endpoint has to. */
export async function testEndpoint(): Promise<TestEndpoint> {
  let key: JWK | null = null;
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => (done() ? resolve() : waiting.push(look));
      look();
    });
  const endpoint: TestEndpoint = {
    origin: `http://127.0.0.1:${port}`,
    enrolmentString: formatEnrolmentString('127.0.0.1', port, token),
    reports: [],
    statements: [],
    stored: [],
    attempts: 0,
    epoch: 0,
    device: 'device-1',
    answer: () => undefined,
    answerStatement: () => undefined,
    received: (count) => until(() => endpoint.reports.length >= count),
    attempted: (count) => until(() => endpoint.attempts >= count),
  };
  return endpoint;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let jws = '';
    for await (const chunk of request) jws += String(chunk);
    const exchange =
      request.headers['content-type'] !== 'application/jose'
        ? { status: 415, body: { error: 'unsupported-media-type', message: 'application/jose' } }
        : request.url === '/api/v1/enrolments'
          ? await enrol(jws)
          : request.url === '/api/v1/statements'
            ? await hear(jws)
            : await take(jws);
    if (exchange === 'hang-up') response.destroy();
    else if (exchange.hang !== true)
      response
        .writeHead(exchange.status, { 'content-type': 'application/json', ...exchange.headers })
        .end(JSON.stringify(exchange.body));
    const looking = waiting;
    waiting = [];
    for (const look of looking) look();
  }

  async function enrol(jws: string): Promise<Exchange> {
    const header = decodeProtectedHeader(jws);
    if (header.jwk === undefined || Object.keys(header).sort().join() !== 'alg,jwk,typ')
      return { status: 400, body: { error: 'wrong-header', message: 'The header is not the one expected.' } };
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(header.jwk, 'ES256'));
    const request = enrolmentRequest.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (protectedHeader.typ !== enrolmentType || request.token !== token)
      return { status: 403, body: { error: 'token-unknown', message: 'This enrolment token is not known.' } };
    key = header.jwk;
    endpoint.epoch += 1;
    const reply = {
      device: endpoint.device,
      epoch: endpoint.epoch,
      profile: 'standard',
      department: 'Sales',
    };
    return { status: 201, body: reply };
  }

  async function hear(jws: string): Promise<Exchange | 'hang-up'> {
    if (key === null)
      return { status: 401, body: { error: 'unknown-device', message: 'No device of this name.' } };
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, 'ES256'));
    const statement = anyStatement.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (protectedHeader.typ !== statementType || protectedHeader.kid !== statement.device)
      return { status: 400, body: { error: 'wrong-header', message: 'The header is not the one expected.' } };
    const answer = endpoint.answerStatement(statement);
    if (answer !== undefined) return answer;
    endpoint.statements.push(statement);
    const receipt = `2026-${String(endpoint.statements.length).padStart(4, '0')}`;
    const receivedAt = new Date().toISOString();
    return { status: 200, body: { id: statement.id, receipt, receivedAt } };
  }

  async function take(jws: string): Promise<Exchange | 'hang-up'> {
    endpoint.attempts += 1;
    if (key === null)
      return { status: 401, body: { error: 'unknown-device', message: 'No device of this name.' } };
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, 'ES256'));
    const report = reportPayload.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (protectedHeader.typ !== reportType || protectedHeader.kid !== report.device)
      return { status: 400, body: { error: 'wrong-header', message: 'The header is not the one expected.' } };
    const answer = endpoint.answer(report);
    if (answer !== undefined && (answer === 'hang-up' || answer.status !== 200)) return answer;
    endpoint.reports.push(report);
    endpoint.stored.push(jws);
    return answer ?? { status: 200, body: { epoch: report.epoch, sequence: report.sequence } };
  }
}
