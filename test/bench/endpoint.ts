import { type KeyObject, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { readJws } from '../../src/jws/compact-jws.ts';
import { importKey } from '../../src/jws/device-key.ts';
import { enrolmentReply } from '../../src/protocol/enrolment.ts';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { buildServer, type RunningServer, startServer } from '../server/server-program.ts';
import { allPass, digestOf, TestDevice } from '../server/test-device.ts';
import { percentile } from './figure.ts';
import { RawClient } from './raw-client.ts';

/** Reports a CPU-second of the server, over HTTP, each in its own request, acknowledged when it is on the disk. */
export interface EndpointFigures {
  readonly acknowledgedPerServerCpuSecond: number;
  /** `compactVerify` of jose with a key it holds. */
  readonly verifyPerCpuSecond: number;
  readonly ratio: number;
  /** Node's own `verify` without any JWS around it: the least that ES256 can cost here. */
  readonly bareVerifyPerCpuSecond: number;
  readonly ratioToBare: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const deviceCount = 64;
const reportsEach = 150;
/** One in so many reports is a whole assessment, the rest are heartbeats: more changes than any fleet has. */
const assessmentEvery = 10;
const rounds = 3;

export async function measureEndpoint(): Promise<EndpointFigures> {
  const program = await buildServer();
  const data = await mkdtemp(join(tmpdir(), 'deskward-bench-'));
  try {
    const server = await startServer(program, data);
    const figures = await measure(server, data).finally(() => server.end('SIGTERM'));
    return figures;
  } finally {
    await program.remove();
    await rm(data, { recursive: true });
  }
}

async function measure(server: RunningServer, data: string): Promise<EndpointFigures> {
  const devices = await enrol(server, data);
  // Until the compiler has seen everything: an endpoint runs for months.
  await send(server, await makeReports(devices, 150));
  const samples: number[] = [];
  const [acknowledged, verified, bare]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const reports = await makeReports(devices, reportsEach);
    const cpu = await send(server, reports, samples);
    const all = reports.flat();
    acknowledged.push(all.length / cpu);
    const [device] = devices;
    const own = reports[0];
    if (device === undefined || own === undefined) throw new Error('no device');
    verified.push(await verifyWithJose(device, own));
    bare.push(await verifyBare(device, own));
  }
  const middle = (values: readonly number[]) => percentile(values, 0.5);
  return {
    acknowledgedPerServerCpuSecond: middle(acknowledged),
    verifyPerCpuSecond: middle(verified),
    ratio: middle(acknowledged.map((value, index) => value / (verified[index] ?? Number.NaN))),
    bareVerifyPerCpuSecond: middle(bare),
    ratioToBare: middle(acknowledged.map((value, index) => value / (bare[index] ?? Number.NaN))),
    p50Ms: middle(samples),
    p99Ms: percentile(samples, 0.99),
  };
}

async function enrol(server: RunningServer, data: string): Promise<TestDevice[]> {
  const storage = openData(data);
  const wanted = { profile: 'standard', department: '', uses: deviceCount, days: 1 } as const;
  const { token } = await makeToken(storage, wanted, '', Date.now());
  await storage.close();
  const client = await RawClient.open(server.address);
  const devices: TestDevice[] = [];
  for (let index = 0; index < deviceCount; index += 1) {
    const device = await TestDevice.create();
    const reply = await client.post('/api/v1/enrolments', await device.enrolment(token, `pc-${index}`));
    device.device = enrolmentReply.parse(JSON.parse(reply)).device;
    devices.push(device);
  }
  client.close();
  return devices;
}

/** Signed beforehand, so that the client's own work does not slow down the arrival. */
function makeReports(devices: readonly TestDevice[], each: number): Promise<string[][]> {
  return Promise.all(
    devices.map(async (device) => {
      const reports: string[] = [];
      for (let index = 0; index < each; index += 1) {
        const whole = device.sequence % assessmentEvery === 0;
        reports.push(await (whole ? device.assessment(allPass) : device.heartbeat(digestOf(allPass))));
      }
      return reports;
    }),
  );
}

/** Each device over its own kept-alive connection, one report after the other. @returns CPU-seconds of the server. */
async function send(
  server: RunningServer,
  reports: readonly (readonly string[])[],
  samples: number[] = [],
): Promise<number> {
  const clients = await Promise.all(reports.map(() => RawClient.open(server.address)));
  const before = cpuSeconds(server.child.pid);
  await Promise.all(
    clients.map(async (client, index) => {
      for (const jws of reports[index] ?? []) {
        const begun = performance.now();
        await client.post('/api/v1/reports', jws);
        samples.push(performance.now() - begun);
      }
    }),
  );
  const used = cpuSeconds(server.child.pid) - before;
  for (const client of clients) client.close();
  return used;
}

/** All threads, user and system: fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms (proc(5)). */
function cpuSeconds(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) throw new Error('the CPU time of another process can only be read on Linux');
  const stat = readFileSync(file, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

async function verifyWithJose(device: TestDevice, reports: readonly string[]): Promise<number> {
  const key = await importJWK(device.publicJwk, 'ES256');
  return perCpuSecond(async (count) => {
    // As many at a time as the endpoint meets.
    for (let done = 0; done < count; done += deviceCount)
      await Promise.all(
        Array.from({ length: deviceCount }, (_, index) =>
          compactVerify(reports[(done + index) % reports.length] ?? '', key, { algorithms: ['ES256'] }),
        ),
      );
  });
}

function verifyBare(device: TestDevice, reports: readonly string[]): Promise<number> {
  const key = importKey(device.jwk) as KeyObject;
  const read = reports.map((jws) => readJws(jws)).filter((jws) => jws !== null);
  const ready = read.map(({ signed, signature }) => ({ bytes: Buffer.from(signed), signature }));
  return perCpuSecond(async (count) => {
    for (let done = 0; done < count; done += 1) {
      const one = ready[done % ready.length];
      if (one !== undefined) verify('sha256', one.bytes, { key, dsaEncoding: 'ieee-p1363' }, one.signature);
    }
  });
}

async function perCpuSecond(work: (count: number) => Promise<void>): Promise<number> {
  const count = 6400;
  await work(deviceCount * 10);
  const before = process.cpuUsage();
  await work(count);
  const { user, system } = process.cpuUsage(before);
  return (count * 1e6) / (user + system);
}
