import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from '../../src/agent/endpoint.ts';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import type { Identity } from '../../src/agent/identity/opened-identity.ts';
import { fileProtector, openIdentity } from '../../src/agent/identity.ts';
import { Outbox } from '../../src/agent/outbox.ts';
import { Reporter } from '../../src/agent/reporter.ts';
import { makeReport, type ReportKind } from '../../src/agent/reporting/report.ts';
import { scan } from '../../src/agent/scanner/scan.ts';
import type { Enrolment } from '../../src/agent/settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { buildServer, startServer } from '../server/server-program.ts';
import type { Figure } from './figure.ts';

const heartbeatsADay = 24;
/** Four changes on each of 250 working days. */
const changesAYear = 1000;

/** What an unchanged device costs the network, and how long a year offline takes to leave: the agent's own code, over TLS. */
export async function measureWire(): Promise<Figure[]> {
  const program = await buildServer();
  const place = await mkdtemp(join(tmpdir(), 'deskward-wire-'));
  const data = join(place, 'data');
  const server = await startServer(program, data, ['--name', '127.0.0.1']);
  const counter = await countingProxy(Number(new URL(server.address).port));
  const device = await enrol(data, place, counter.port);
  try {
    await report(device, place, 'assessment', 1);
    const before = counter.bytes();
    // An hour lies between two: no connection lasts that long, a TLS session does.
    for (let hour = 0; hour < heartbeatsADay; hour += 1) {
      await report(device, place, 'heartbeat', 1);
      counter.cut();
    }
    const dayKiB = (counter.bytes() - before) / 1024;
    const milliseconds = await report(device, place, 'assessment', changesAYear);
    return [
      {
        name: 'wire, unchanged device, a day',
        value: dayKiB,
        unit: 'KiB',
        goal: '≤ 48 KiB, TLS and HTTP included',
      },
      { name: 'one heartbeat, both ways', value: dayKiB / heartbeatsADay, unit: 'KiB', goal: '' },
      {
        name: `a year of changes (${changesAYear}) sent`,
        value: milliseconds / 1000,
        unit: 's',
        goal: '≤ 5 s',
      },
    ];
  } finally {
    counter.close();
    await server.end('SIGTERM');
    await program.remove();
    await rm(place, { recursive: true });
  }
}

interface Device {
  readonly enrolment: Enrolment;
  readonly identity: Identity;
  /** Kept over the day: it holds the TLS session. */
  readonly endpoint: Endpoint;
}

async function enrol(data: string, folder: string, port: number): Promise<Device> {
  const storage = openData(data);
  const wanted = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
  const { token } = await makeToken(storage, wanted, '', Date.now());
  const pin = (await storage.findAddress())?.pin ?? null;
  await storage.close();
  const description = await machine().platform.describeDevice();
  const text = formatEnrolmentString('127.0.0.1', port, token, pin);
  const outcome = await enrolDevice(text, { folder, keyProtector: fileProtector, description });
  const opened = await openIdentity(folder, fileProtector);
  if (!outcome.ok || !opened.ok) throw new Error('not enrolled');
  const { enrolment } = outcome;
  return { enrolment, identity: opened.identity, endpoint: new Endpoint(enrolment) };
}

/** So many reports, first all kept, then sent. @returns milliseconds of the sending. */
async function report(
  { enrolment, identity, endpoint }: Device,
  folder: string,
  kind: ReportKind,
  count: number,
): Promise<number> {
  const { platform } = machine();
  const description = await platform.describeDevice();
  const basis = { policy: defaultPolicy(), profile: 'standard', assignment: noAssignment } as const;
  const assessment = await scan(platform, basis, () => new Date());
  const outbox = await Outbox.open({ folder, log: keptLog() });
  await outbox.begin(enrolment.device, enrolment.epoch);
  const content = { kind, assessment, description, assignment: 0, policy: { version: 0 } } as const;
  for (let index = 0; index < count; index += 1)
    await outbox.append((head) => makeReport(head, identity, { ...content, now: new Date() }));
  const none = () => undefined;
  const on = {
    sendAhead: async () => undefined,
    onSent: none,
    onDistrust: none,
    onWanted: none,
    onAssigned: none,
    onBundleKeys: () => undefined,
    onPolicy: none,
    rotation: null,
    onKeyShared: none,
    onSignOff: none,
    onChange: none,
  };
  const reporter = new Reporter({ outbox, endpoint, log: keptLog(), ...on });
  const begun = performance.now();
  reporter.wake();
  await reporter.idle();
  const took = performance.now() - begun;
  if (outbox.waiting > 0) throw new Error(`${outbox.waiting} reports did not leave`);
  await outbox.close();
  return took;
}

/** Carries TCP through and counts its payload, both ways; what TCP and IP add is not in it. */
async function countingProxy(target: number) {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (part: Buffer) => {
        bytes += part.length;
        to.write(part);
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => bytes,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}
