import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import type { Enrolment } from '../../src/agent/settings.ts';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { readStoredPayload } from '../../src/server/jws/stored-payload.ts';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { bundle } from '../agent/bundle.ts';
import { machine } from '../agent/machine.ts';
import { ofWhole } from '../effort.ts';
import {
  buildServer,
  type RunningServer,
  type ServerProgram,
  startServer,
} from '../server/server-program.ts';
import { AgentProcess, type Said } from './agent-process.ts';
import { Random } from './random.ts';
import { UnreliableNetwork } from './unreliable-network.ts';

const kills = ofWhole(1000, 10);

let server: ServerProgram;
let agentFile: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskward-chaos-'));
  server = await buildServer();
  agentFile = await bundle('test/chaos/agent.ts', folder);
});
let failed = false;
afterAll(async () => {
  await server.remove();
  // What a failed run left tells more than its last line.
  if (failed) process.stdout.write(`Kept for a look: ${folder}\n`);
  else await rm(folder, { recursive: true });
});

/** A device and its endpoint, either of which may be killed at any moment. */
class Line {
  readonly said: Said = { begun: [], kept: new Set(), errors: [] };
  readonly #network: UnreliableNetwork;
  readonly #data: string;
  readonly #home: string;
  #enrolment: Enrolment | null = null;
  #server: RunningServer | null = null;
  #agent: AgentProcess | null = null;
  #lives = 0;

  constructor(network: UnreliableNetwork, place: string) {
    this.#network = network;
    this.#data = join(place, 'data');
    this.#home = place;
  }

  get device(): string {
    return this.#enrolment?.device ?? '';
  }

  async enrol(): Promise<void> {
    await this.startServer();
    const storage = openData(this.#data);
    const wanted = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
    const { token } = await makeToken(storage, wanted, '', Date.now());
    await storage.close();
    const outcome = await enrolDevice(formatEnrolmentString('127.0.0.1', this.#network.port, token), {
      folder: this.#home,
      keyProtector: fileProtector,
      description: await machine().platform.describeDevice(),
    });
    if (!outcome.ok) throw new Error(outcome.detail);
    this.#enrolment = outcome.enrolment;
  }

  async startServer(): Promise<void> {
    this.#server = await startServer(server, this.#data);
    this.#network.endpoint = this.#server.address;
  }

  startAgent(): void {
    this.#lives += 1;
    const args = [agentFile, this.#home, JSON.stringify(this.#enrolment), String(this.#lives)];
    this.#agent = new AgentProcess(args, this.said);
  }

  async killServer(): Promise<void> {
    await this.#server?.end('SIGKILL');
  }

  async killAgent(): Promise<void> {
    await this.#agent?.kill();
  }

  /** Everything that waits is sent, then both end by themselves. */
  async end(): Promise<void> {
    expect(await this.#agent?.end(), 'the agent sent what waited and ended').toBe(0);
    expect(await this.#server?.end('SIGTERM')).toBe(0);
  }

  /** What the endpoint keeps of the device. */
  async evidence() {
    const storage = openData(this.#data);
    const reports = await storage.readReports(this.device);
    const conflicts = await storage.readConflicts(this.device);
    const jwk = await storage.findDeviceKey(this.device);
    await storage.close();
    if (jwk === null) throw new Error('the endpoint lost the device');
    return { reports, conflicts, jwk };
  }

  /** Files that say that something was spoilt, refused or given up. */
  async setAside(): Promise<string[]> {
    return (await readdir(this.#home)).filter((name) => /damaged|unsent|refused/.test(name));
  }
}

/** Kills one of the two or both, at a random moment of their work or of their start. @returns milliseconds until a report was acknowledged again. */
async function killOnce(line: Line, network: UnreliableNetwork, random: Random): Promise<number> {
  await setTimeout(random.between(0, 120));
  const victim = random.pick(['agent', 'endpoint', 'both']);
  const begun = performance.now();
  if (victim !== 'agent') await line.killServer();
  if (victim !== 'endpoint') {
    await line.killAgent();
    line.startAgent();
    if (random.chance(0.3)) {
      await setTimeout(random.between(0, 250));
      await line.killAgent();
      line.startAgent();
    }
  }
  const heard = network.heard();
  if (victim !== 'agent') await line.startServer();
  await heard;
  return performance.now() - begun;
}

const promise = 'what was kept is there once, in order, and nothing acknowledged is missing';
test(
  `${kills} × SIGKILL of agent, endpoint and both on an unreliable network: ${promise}`,
  async () => {
    onTestFailed(() => {
      failed = true;
    });
    const random = new Random();
    process.stdout.write(`seed ${random.seed}\n`);
    const network = await UnreliableNetwork.open(random);
    const line = new Line(network, await mkdtemp(join(folder, 'device-')));
    await line.enrol();
    line.startAgent();
    const recoveries: number[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      recoveries.push(await killOnce(line, network, random));
      if (kill % 50 === 0) tell(recoveries, network.acknowledged.size);
    }
    await line.end();
    network.close();

    const seen = `seed ${random.seed}`;
    expect([line.said.errors, await line.setAside()], seen).toEqual([[], []]);
    const { reports, conflicts, jwk } = await line.evidence();
    const about = {
      device: line.device,
      exportedAt: new Date().toISOString(),
      keys: [{ fromEpoch: 1, jwk }],
    };
    const lines = reports.map(({ jws, receivedAt }) => ({
      jws,
      receivedAt: new Date(receivedAt).toISOString(),
    }));
    const read = readEvidence(writeEvidence(about, lines));
    if (!read.ok) throw new Error(read.detail);
    const chain = checkChain(read.evidence);
    expect([chain.findings, chain.epochs[0]?.skipped, conflicts], seen).toEqual([[], 0, []]);

    const digests = reports.map(({ jws }) => {
      const payload = readStoredPayload(jws);
      return payload.kind === 'assessment' ? payload.assessment.digest : payload.kind;
    });
    const there = new Set(digests);
    expect(digests.length, seen).toBe(there.size);
    expect(
      line.said.begun.filter((digest) => there.has(digest)),
      seen,
    ).toEqual(digests);
    expect(
      [...line.said.kept].filter((digest) => !there.has(digest)),
      seen,
    ).toEqual([]);
    const stored = new Set(reports.map(({ jws }) => jws));
    expect([...network.acknowledged].filter((jws) => !stored.has(jws)).length, seen).toBe(0);
    tell(recoveries, reports.length);
  },
  60_000 + kills * 6000,
);

function tell(recoveries: readonly number[], reports: number): void {
  const sorted = [...recoveries].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  process.stdout.write(
    `${recoveries.length} kills, ${reports} reports; from the kill to the next acknowledged report: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms\n`,
  );
}
