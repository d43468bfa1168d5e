import { expect, test } from 'vitest';
import { sha256 } from '../../src/agent/outbox/canonical-json.ts';
import { machine } from './machine.ts';
import { startAgent as start } from './start-agent.ts';
import { testEndpoint } from './test-endpoint.ts';

test('enrolled, each change reaches the endpoint as a signed report that hangs on the one before it', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  const { agent } = await start(device);
  expect(await agent.enrol(endpoint.enrolmentString)).toMatchObject({ ok: true });
  await agent.settled();
  device.facts.wait = 900;
  await agent.scan('user');
  await agent.settled();
  const [first, second] = endpoint.reports;
  expect([first?.kind, second?.kind]).toEqual(['assessment', 'assessment']);
  expect([first?.sequence, second?.sequence]).toEqual([1, 2]);
  expect(first?.previous).toBeNull();
  expect(second?.previous).toBe(sha256(endpoint.stored[0] ?? ''));
  expect(second?.kind === 'assessment' && second.assessment.description.hostname).toBe('desk-17');
  expect(agent.state().reporting.state).toBe('up-to-date');
  expect(JSON.parse(agent.lastReport()?.payload ?? '')).toEqual(second);
});

test('an unchanged hour is a heartbeat; an unchanged minute is nothing', async () => {
  const endpoint = await testEndpoint();
  let now = Date.parse('2026-11-24T08:00:00Z');
  const { agent } = await start(machine(), { now: () => new Date(now) });
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  now += 60_000;
  await agent.scan('change');
  await agent.settled();
  expect(endpoint.reports).toHaveLength(1);
  now += 3_600_000;
  await agent.scan('schedule');
  await agent.settled();
  expect(endpoint.reports.map((report) => report.kind)).toEqual(['assessment', 'heartbeat']);
  now += 3_600_000;
  await agent.scan('schedule');
  await agent.settled();
  expect(endpoint.reports.map((report) => report.kind)).toEqual(['assessment', 'heartbeat', 'heartbeat']);
});

test('an endpoint that does not know the digest gets everything at once, and only once a scan', async () => {
  const endpoint = await testEndpoint();
  let now = Date.parse('2026-11-24T08:00:00Z');
  const { agent } = await start(machine(), { now: () => new Date(now) });
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  endpoint.answer = ({ epoch, sequence }) => ({
    status: 200,
    body: { epoch, sequence, want: 'assessment' },
  });
  now += 3_600_000;
  await agent.scan('schedule');
  await agent.settled();
  expect(endpoint.reports.map((report) => report.kind)).toEqual(['assessment', 'heartbeat', 'assessment']);
});

test('what happened without the endpoint is told in order once it is there, over a restart', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  const first = await start(device);
  await first.agent.enrol(endpoint.enrolmentString);
  await first.agent.settled();
  endpoint.answer = () => 'hang-up';
  for (const wait of [900, 200, 1200]) {
    device.facts.wait = wait;
    await first.agent.scan('user');
  }
  await first.agent.settled();
  expect(first.agent.state().reporting).toMatchObject({ state: 'offline', waiting: 3 });
  await first.agent.stop();
  endpoint.answer = () => undefined;
  const { folder, settings } = first;
  const { agent } = await start(device, { folder, settings });
  await agent.settled();
  const waits = endpoint.reports.map((report) =>
    report.kind === 'assessment'
      ? report.assessment.verdicts.find((verdict) => verdict.rule === 'screen-lock')?.observed?.values
      : null,
  );
  expect(waits).toMatchObject([{ wait: 300 }, { wait: 900 }, { wait: 200 }, { wait: 1200 }]);
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2, 3, 4]);
  expect(agent.state().reporting.state).toBe('up-to-date');
});

test('what IT gives this device takes effect at once, is kept, and is said with the next report', async () => {
  const endpoint = await testEndpoint();
  const given = {
    version: 3,
    owner: '李娜',
    department: '法务部',
    profile: 'confidential',
    users: ['li.na'],
  };
  const device = machine();
  const { agent, folder, settings } = await start(device);
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  expect(endpoint.reports[0]?.assignment).toBe(0);
  const judgedAnew = new Promise<void>((resolve) => {
    agent.onChange(({ assessment }) => assessment?.profile === 'confidential' && resolve());
  });
  endpoint.answer = ({ epoch, sequence }) => ({ status: 200, body: { epoch, sequence, assignment: given } });
  device.facts.wait = 200;
  await agent.scan('user');
  await judgedAnew;
  await agent.settled();
  const { assignment, profile, assessment } = agent.state();
  expect([profile, assignment]).toMatchObject([
    'confidential',
    { owner: '李娜', department: '法务部', users: ['li.na'] },
  ]);
  // 200 s are fine for an office computer, and too long for a confidential one.
  expect(assessment?.verdicts[0]).toMatchObject({ rule: 'screen-lock', status: 'fail' });
  expect(endpoint.reports.map((report) => report.assignment)).toEqual([0, 0, 3]);
  await agent.stop();
  const again = await start(device, { folder, settings });
  expect(again.agent.state()).toMatchObject({ profile: 'confidential', assignment: { owner: '李娜' } });
  expect(await again.agent.enrol(endpoint.enrolmentString)).toMatchObject({ ok: true });
  expect(again.agent.state()).toMatchObject({ profile: 'standard', assignment: { owner: '' } });
});

test('an assignment that this version does not understand costs no acknowledgement', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await start(machine());
  const assignment = { version: 1, profile: 'a profile of a later version' };
  endpoint.answer = ({ epoch, sequence }) => ({ status: 200, body: { epoch, sequence, assignment } });
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  expect(agent.state()).toMatchObject({ profile: 'standard', reporting: { state: 'up-to-date' } });
});
