import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CompactSign, exportJWK, type GenerateKeyPairResult, generateKeyPair } from 'jose';
import { known, unknown } from '../../../src/facts/fact.ts';
import { facts, type Readings } from '../../../src/facts/registry.ts';
import { assess } from '../../../src/policy/assess.ts';
import { defaultPolicy, type Policy, type Profile } from '../../../src/policy/policy.ts';
import { enrolmentReply, enrolmentType } from '../../../src/protocol/enrolment.ts';
import type { HeldPolicy } from '../../../src/protocol/policy.ts';
import { reportType } from '../../../src/protocol/report.ts';
import { statementType } from '../../../src/protocol/statement.ts';
import { noAssignment } from '../../../src/rules/assignment.ts';
import { findRule } from '../../../src/rules/registry.ts';
import { openData, serve } from '../../../src/server/main.ts';
import { readPolicyKey } from '../../../src/server/policy/policy-key.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A real endpoint on a free port, with the page as it is built and a data folder that goes with it. */
export interface TestEndpoint {
  readonly address: string;
  readonly setupLink: string;
  /** What it keeps, as another program sees it. */
  data(): { readonly storage: Storage; readonly policyKey: string; close(): Promise<void> };
  /** Until `start`, nobody answers at its address. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** @param name how it is found; with one it speaks HTTPS. */
export async function startEndpoint(name: string | null = null): Promise<TestEndpoint> {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-fleet-'));
  const pageFolder = join(folder, 'page');
  await buildPage(pageFolder);
  const run = (port: number) =>
    serve({ host: '127.0.0.1', name, port, data: join(folder, 'data'), pageFolder });
  let running = await run(0);
  const { address, setupLink } = running;
  return {
    address,
    setupLink: setupLink ?? '',
    data: () => openBeside(join(folder, 'data')),
    stop: () => running.close(),
    start: async () => {
      running = await run(Number(new URL(address).port));
    },
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openBeside(data: string) {
  const storage = openData(data);
  return { storage, policyKey: readPolicyKey(data) ?? '', close: () => storage.close() };
}

async function buildPage(outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/ui/fleet/main.tsx', 'src/ui/fleet/index.html'],
    outdir,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.html': 'copy' },
    logLevel: 'error',
  });
}

const signaturesAt = new Date().toISOString();
const products = facts.antivirus.example.products.map((product) => ({ ...product, signaturesAt }));

const readings: Readings = {
  'screen-lock': known(facts['screen-lock'].example, 'dconf'),
  'password-age': unknown('remote-account', 'AccountsService'),
  antivirus: known({ products }, 'clamd'),
  sharing: known({ offers: [], unread: [] }, '/proc/net/tcp'),
};

/** The rules that these facts decide: what a later rule wants to know is not read here. */
function policyFor(read: Readings, profile: Profile): Policy {
  const policy = defaultPolicy();
  const decided = Object.entries(policy.profiles[profile]).filter(([id]) => {
    const needs = findRule(id)?.needs;
    return needs !== undefined && needs in read;
  });
  return { ...policy, profiles: { ...policy.profiles, [profile]: Object.fromEntries(decided) } };
}

/** A device that speaks the real wire: it enrols, and reports what a test lets it read. */
export class TestDevice {
  readonly #origin: string;
  readonly #keys: GenerateKeyPairResult;
  readonly #hostname: string;
  /** What its policy is chosen by. */
  profile: Profile = 'standard';
  #device = '';
  #sequence = 0;
  #previous: string | null = null;

  private constructor(origin: string, hostname: string, keys: GenerateKeyPairResult) {
    this.#origin = origin;
    this.#hostname = hostname;
    this.#keys = keys;
  }

  static async enrol(enrolmentString: string, hostname: string): Promise<TestDevice> {
    const url = new URL(enrolmentString.replace('deskward:', 'http:'));
    const keys = await generateKeyPair('ES256', { extractable: true });
    const device = new TestDevice(url.origin, hostname, keys);
    const header = { alg: 'ES256', typ: enrolmentType, jwk: await exportJWK(keys.publicKey) };
    const token = url.searchParams.get('token');
    const body = await device.#send('enrolments', header, { v: 1, token, description: device.#describe() });
    device.#device = enrolmentReply.parse(body).device;
    return device;
  }

  /** The same disk in another computer, before its first report. */
  cloned(hostname: string): TestDevice {
    const clone = new TestDevice(this.#origin, hostname, this.#keys);
    clone.#device = this.#device;
    return clone;
  }

  /** @param change what is read differently from a device whose password only is unknown. `policy`: what it says it holds. `signOff`: the one it knows of. */
  async report(change: Readings = {}, policy?: HeldPolicy, signOff?: string): Promise<void> {
    const at = new Date().toISOString();
    const read = { ...readings, ...change };
    const { profile } = this;
    const verdicts = assess(
      policyFor(read, profile),
      profile,
      read,
      { at, today: at.slice(0, 10) },
      noAssignment,
    );
    this.#sequence += 1;
    const digest = createHash('sha256').update(JSON.stringify(read)).digest('base64url');
    const assessment = {
      scannedAt: at,
      durationMs: 9,
      policyVersion: 1,
      profile,
      digest,
      verdicts,
      facts: read,
      description: this.#describe(),
    };
    const envelope = {
      v: 1,
      device: this.#device,
      epoch: 1,
      sequence: this.#sequence,
      previous: this.#previous,
    };
    const header = { alg: 'ES256', typ: reportType, kid: this.#device };
    const payload = { ...envelope, at, monotonicMs: 1, policy, signOff, kind: 'assessment', assessment };
    await this.#send('reports', header, payload);
  }

  /** What a person says through this device. */
  async say(said: Readonly<Record<string, unknown>>): Promise<void> {
    const header = { alg: 'ES256', typ: statementType, kid: this.#device };
    const payload = { v: 1, device: this.#device, id: randomUUID(), at: new Date().toISOString(), ...said };
    await this.#send('statements', header, payload);
  }

  async #send(path: string, header: { alg: string }, payload: object): Promise<unknown> {
    const bytes = new TextEncoder().encode(JSON.stringify(payload));
    const jws = await new CompactSign(bytes).setProtectedHeader(header).sign(this.#keys.privateKey);
    if (path === 'reports') this.#previous = createHash('sha256').update(jws).digest('base64url');
    const response = await fetch(`${this.#origin}/api/v1/${path}`, {
      method: 'POST',
      body: jws,
      headers: { 'content-type': 'application/jose' },
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`the endpoint refused: ${JSON.stringify(body)}`);
    return body;
  }

  #describe() {
    return {
      hostname: this.#hostname,
      manufacturer: 'Lenovo',
      model: 'ThinkCentre',
      serial: '',
      osName: 'Debian GNU/Linux',
      osVersion: '12',
      cpu: '',
      memoryBytes: 8 * 1024 ** 3,
    };
  }
}
