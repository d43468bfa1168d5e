import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Endpoint } from '../../src/agent/endpoint.ts';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import { signCompact } from '../../src/agent/identity/jws.ts';
import type { Identity } from '../../src/agent/identity/opened-identity.ts';
import { fileProtector, openIdentity } from '../../src/agent/identity.ts';
import { canonicalJson, sha256 } from '../../src/agent/outbox/canonical-json.ts';
import { refusedFileName } from '../../src/agent/outbox/set-aside.ts';
import { Outbox } from '../../src/agent/outbox.ts';
import { Reporter } from '../../src/agent/reporter.ts';
import { follow, nextLink } from '../../src/agent/reporting/chain.ts';
import { reportType } from '../../src/protocol/report.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Exchange, type TestEndpoint, testEndpoint } from './test-endpoint.ts';

interface Set {
  readonly endpoint: TestEndpoint;
  readonly outbox: Outbox;
  readonly reporter: Reporter;
  readonly timers: ReturnType<typeof handTimers>;
  readonly folder: string;
  readonly wanted: () => number;
  add(count?: number): Promise<void>;
}

/** An enrolled device's outbox and reporter before a real endpoint, with time in the test's hand. */
async function setUp(random = () => 1): Promise<Set> {
  const endpoint = await testEndpoint();
  const folder = temporaryFolder();
  const description = await machine().platform.describeDevice();
  const deps = { folder, keyProtector: fileProtector, description };
  expect((await enrolDevice(endpoint.enrolmentString, deps)).ok).toBe(true);
  const opened = await openIdentity(folder, fileProtector);
  if (!opened.ok) throw new Error(opened.detail);
  const outbox = await Outbox.open({ folder, log: keptLog() });
  await outbox.begin('device-1', 1);
  const timers = handTimers();
  let wanted = 0;
  const reporter = new Reporter({
    outbox,
    endpoint: new Endpoint({ origin: endpoint.origin, pin: null }),
    log: keptLog(),
    timers,
    random,
    sendAhead: async () => undefined,
    onSent: () => undefined,
    onDistrust: () => undefined,
    onWanted: () => {
      wanted += 1;
    },
    onAssigned: () => undefined,
    onBundleKeys: () => undefined,
    onPolicy: () => undefined,
    rotation: null,
    onKeyShared: () => undefined,
    onSignOff: () => undefined,
    onChange: () => undefined,
  });
  onTestFinished(async () => {
    await reporter.stop();
    await outbox.close();
  });
  const add = async (count = 1) => {
    for (let index = 0; index < count; index += 1) await addHeartbeat(outbox, opened.identity);
  };
  return { endpoint, outbox, reporter, timers, folder, wanted: () => wanted, add };
}

async function addHeartbeat(outbox: Outbox, identity: Identity): Promise<void> {
  const added = await outbox.append(async (head) => {
    const link = nextLink(head, new Date());
    const digest = sha256('a state');
    const payload = canonicalJson({ v: 1, device: head.device, ...link, kind: 'heartbeat', digest });
    const jws = await signCompact(identity, { typ: reportType, kid: head.device }, payload);
    return { kind: 'report', device: head.device, ...follow(link, jws), digest, at: link.at, jws };
  });
  expect(added).toEqual({ ok: true });
}

function refusal(status: number, error: string, headers = {}): Exchange {
  return { status, body: { error, message: `The message of ${error}.` }, headers };
}

test('everything that waits goes out in order, each one once it was acknowledged', async () => {
  const { endpoint, outbox, reporter, add } = await setUp();
  await add(5);
  reporter.wake();
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2, 3, 4, 5]);
  expect([outbox.waiting, reporter.state.state]).toEqual([0, 'idle']);
});

test.each([
  ['a connection that breaks', 'hang-up'],
  ['503', refusal(503, 'storage-unavailable')],
  ['500', refusal(500, 'internal')],
  ['408', refusal(408, 'too-slow')],
  ['a page of a captive portal', { status: 200, body: '<html>Please sign in</html>' }],
  ['a proxy that refuses in its own words', { status: 403, body: { problem: 'blocked' } }],
  ['an acknowledgement of another number', { status: 200, body: { epoch: 1, sequence: 9 } }],
  ['an acknowledgement of another epoch', { status: 200, body: { epoch: 2, sequence: 1 } }],
] as const)('%s: the report waits, and goes out when it is over', async (_name, answer) => {
  const { endpoint, outbox, reporter, timers, add } = await setUp();
  await add(2);
  endpoint.answer = () => answer as Exchange | 'hang-up';
  reporter.wake();
  await reporter.idle();
  expect([endpoint.attempts, outbox.waiting, reporter.state.state]).toEqual([1, 2, 'waiting']);
  endpoint.answer = () => undefined;
  endpoint.reports.length = 0;
  timers.advance(2000);
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2]);
  expect(outbox.waiting).toBe(0);
});

test('a reply that got lost costs nothing: the same report comes again, byte for byte', async () => {
  const { endpoint, reporter, timers, add } = await setUp();
  await add();
  // The test endpoint stores what it answers with 200, whatever the body says.
  endpoint.answer = () => ({ status: 200, body: null });
  reporter.wake();
  await reporter.idle();
  endpoint.answer = () => undefined;
  timers.advance(2000);
  await reporter.idle();
  expect(endpoint.stored).toHaveLength(2);
  expect(endpoint.stored[0]).toBe(endpoint.stored[1]);
});

test('waiting doubles from 2 seconds to a quarter of an hour, and a success starts it over', async () => {
  const { endpoint, reporter, timers, add } = await setUp();
  await add();
  endpoint.answer = () => 'hang-up';
  reporter.wake();
  const delays: number[] = [];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    await reporter.idle();
    delays.push(timers.next() ?? 0);
    timers.advance(timers.next() ?? 0);
  }
  expect(delays.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
  expect(delays.at(-1)).toBe(900_000);
  endpoint.answer = () => undefined;
  await reporter.idle();
  timers.advance(900_000);
  await reporter.idle();
  expect(endpoint.reports).toHaveLength(1);
  await add();
  endpoint.answer = () => 'hang-up';
  reporter.wake();
  await reporter.idle();
  expect(timers.next()).toBe(2000);
});

test('the jitter is full: a wait lies anywhere between nothing and the limit', async () => {
  const { endpoint, reporter, timers, add } = await setUp(() => 0.25);
  await add();
  endpoint.answer = () => 'hang-up';
  reporter.wake();
  await reporter.idle();
  expect(timers.next()).toBe(500);
});

test('something new, or the network, wakes it at once', async () => {
  const { endpoint, reporter, add } = await setUp();
  await add();
  endpoint.answer = () => 'hang-up';
  reporter.wake();
  await reporter.idle();
  endpoint.answer = () => undefined;
  await add();
  reporter.wake();
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2]);
});

test('Retry-After is kept to, whatever wakes it', async () => {
  const { endpoint, reporter, timers, add } = await setUp(() => 0);
  await add();
  endpoint.answer = () => refusal(429, 'too-many-requests', { 'retry-after': '120' });
  reporter.wake();
  await reporter.idle();
  endpoint.answer = () => undefined;
  reporter.wake();
  await reporter.idle();
  expect(endpoint.attempts).toBe(1);
  timers.advance(119_999);
  await reporter.idle();
  expect(endpoint.attempts).toBe(1);
  timers.advance(1);
  await reporter.idle();
  expect(endpoint.reports).toHaveLength(1);
});

test('a report refused for good is set aside with the reason and blocks nothing', async () => {
  const { endpoint, outbox, reporter, folder, add } = await setUp();
  await add(3);
  endpoint.answer = (report) => (report.sequence === 2 ? refusal(400, 'invalid-report') : undefined);
  reporter.wake();
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 3]);
  expect([outbox.waiting, reporter.refusal]).toEqual([0, null]);
  const line: unknown = JSON.parse(readFileSync(join(folder, refusedFileName), 'utf8'));
  expect(line).toMatchObject({ sequence: 2, reason: 'invalid-report: The message of invalid-report.' });
});

test('a refusal is told until a later report is taken', async () => {
  const { endpoint, reporter, add } = await setUp();
  await add();
  endpoint.answer = () => refusal(413, 'too-large');
  reporter.wake();
  await reporter.idle();
  expect(reporter.refusal).toEqual({ reason: 'too-large', detail: 'The message of too-large.' });
  endpoint.answer = () => undefined;
  await add();
  reporter.wake();
  await reporter.idle();
  expect(reporter.refusal).toBeNull();
});

test('an endpoint that does not know the device stops it: nothing is lost, nothing hammers', async () => {
  const { endpoint, outbox, reporter, timers, add } = await setUp(() => 0);
  await add(3);
  endpoint.answer = () => refusal(401, 'unknown-device');
  reporter.wake();
  await reporter.idle();
  reporter.wake();
  await reporter.idle();
  expect([endpoint.attempts, outbox.waiting]).toEqual([1, 3]);
  expect(reporter.state).toEqual({
    state: 'halted',
    reason: 'unknown-device',
    detail: 'The message of unknown-device.',
  });
  endpoint.answer = () => undefined;
  timers.advance(3_600_000);
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2, 3]);
});

test('where the endpoint holds other reports under our numbers, they are left behind and everything is told anew', async () => {
  const { endpoint, outbox, reporter, wanted, add } = await setUp();
  await add(2);
  endpoint.answer = ({ sequence }) => (sequence <= 500 ? refusal(409, 'sequence-conflict') : undefined);
  reporter.wake();
  await reporter.idle();
  expect([outbox.waiting, wanted()]).toEqual([0, 1]);
  expect(outbox.head.digest).toBeNull();
  await add();
  reporter.wake();
  await reporter.idle();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1003]);
});

test('what the endpoint wants is passed on', async () => {
  const { endpoint, reporter, wanted, add } = await setUp();
  await add();
  endpoint.answer = ({ epoch, sequence }) => ({
    status: 200,
    body: { epoch, sequence, want: 'assessment' },
  });
  reporter.wake();
  await reporter.idle();
  expect(wanted()).toBe(1);
});

test('stopping ends a request that hangs', async () => {
  const { endpoint, outbox, reporter, add } = await setUp();
  await add();
  let asked: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  endpoint.answer = () => {
    asked();
    return { status: 503, body: null, hang: true };
  };
  reporter.wake();
  await arrived;
  await reporter.stop();
  expect(outbox.waiting).toBe(1);
});
