import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CompactSign, compactVerify, exportJWK, type GenerateKeyPairResult, generateKeyPair } from 'jose';
import { known } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { enrolmentReply, enrolmentType } from '../../src/protocol/enrolment.ts';
import { reportType } from '../../src/protocol/report.ts';
import { percentile } from './figure.ts';
import { usageOf } from './process-tree.ts';

export interface EndpointFigures {
  readonly acknowledgedPerServerCpuSecond: number;
  readonly verifyPerCpuSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

// This module runs from dist/bench/.
const program = fileURLToPath(new URL('../cli/deskward-server.js', import.meta.url));
const devices = 20;
const reportsEach = 250;

/** Reports with the whole assessment, one request each, acknowledged after the commit, against bare verification. */
export async function measureEndpoint(): Promise<EndpointFigures> {
  const data = mkdtempSync(join(tmpdir(), 'deskward-bench-data-'));
  const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const origin = await originOf(server);
    const fleet = await Promise.all(Array.from({ length: devices }, () => enrolled(origin, data)));
    const before = usageOf(server.pid ?? 0).cpuSeconds;
    const times = (await Promise.all(fleet.map((reports) => sendAll(origin, reports.jws)))).flat();
    const cpuSeconds = usageOf(server.pid ?? 0).cpuSeconds - before;
    return {
      acknowledgedPerServerCpuSecond: times.length / cpuSeconds,
      verifyPerCpuSecond: await verifyRate(fleet),
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
    };
  } finally {
    server.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

interface SignedReports {
  readonly keys: GenerateKeyPairResult;
  readonly jws: readonly string[];
}

async function originOf(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('the endpoint has no output');
  for await (const line of createInterface(server.stdout)) {
    const origin = /http:\/\/[\d.:]+/.exec(line)?.[0];
    if (origin !== undefined) return origin;
  }
  throw new Error('the endpoint ended before it listened');
}

async function enrolled(origin: string, data: string): Promise<SignedReports> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const header = { alg: 'ES256', typ: enrolmentType, jwk: await exportJWK(keys.publicKey) };
  const payload = { v: 1, token: await newToken(data), description };
  const answer = await fetch(`${origin}/api/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/jose' },
    body: await sign(keys, header, payload),
  });
  const { device, epoch } = enrolmentReply.parse(await answer.json());
  const jws: string[] = [];
  for (let sequence = 1; sequence <= reportsEach; sequence += 1) {
    const before = jws.at(-1);
    const previous = before === undefined ? null : createHash('sha256').update(before).digest('base64url');
    const envelope = {
      v: 1,
      device,
      epoch,
      sequence,
      previous,
      at: assessment.scannedAt,
      monotonicMs: sequence,
    };
    const reportHeader = { alg: 'ES256', typ: reportType, kid: device };
    jws.push(await sign(keys, reportHeader, { ...envelope, kind: 'assessment', assessment }));
  }
  return { keys, jws };
}

/** By the command that IT uses, beside the running endpoint. */
async function newToken(data: string): Promise<string> {
  const child = spawn(process.execPath, [program, 'token', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return new URL(text.trim().replace('deskward:', 'http:')).searchParams.get('token') ?? '';
}

/** One after the other over one connection, as an agent does; several devices at once. @returns ms of each. */
async function sendAll(origin: string, reports: readonly string[]): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (const jws of reports) {
    const begun = performance.now();
    const status = await post(agent, `${origin}/api/v1/reports`, jws);
    if (status !== 200) throw new Error(`a report was not acknowledged: ${status}`);
    times.push(performance.now() - begun);
  }
  agent.destroy();
  return times;
}

function post(agent: Agent, url: string, body: string): Promise<number | undefined> {
  const headers = { 'content-type': 'application/jose', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
    });
    sent.once('error', reject).end(body);
  });
}

/** @returns verifications per CPU-second of this process, one after the other. */
async function verifyRate(fleet: readonly SignedReports[]): Promise<number> {
  const before = process.cpuUsage();
  let verified = 0;
  for (const { keys, jws } of fleet)
    for (const one of jws) {
      await compactVerify(one, keys.publicKey);
      verified += 1;
    }
  const { user, system } = process.cpuUsage(before);
  return (verified * 1e6) / (user + system);
}

async function sign(keys: GenerateKeyPairResult, header: { alg: string }, payload: object): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  return new CompactSign(bytes).setProtectedHeader(header).sign(keys.privateKey);
}

const description = {
  hostname: 'bench',
  manufacturer: '',
  model: '',
  serial: '',
  osName: 'Debian GNU/Linux',
  osVersion: '12',
  cpu: '',
  memoryBytes: 0,
};
const scannedAt = new Date().toISOString();
const readings = {
  'screen-lock': known(facts['screen-lock'].example, 'dconf'),
  'password-age': known(facts['password-age'].example, 'AccountsService'),
  antivirus: known(facts.antivirus.example, 'clamd'),
  sharing: known({ offers: [], unread: [] }, '/proc/net/tcp'),
};
const assessment = {
  scannedAt,
  durationMs: 9,
  policyVersion: 1,
  profile: 'standard',
  digest: 'a'.repeat(43),
  verdicts: assess(defaultPolicy(), 'standard', readings, { at: scannedAt, today: scannedAt.slice(0, 10) }),
  facts: readings,
  description,
};
