import { expect, test } from 'vitest';
import { handTimers } from '../hand-timers.ts';
import { type Machine, machine } from '../machine.ts';
import { startAgent } from '../start-agent.ts';
import { testEndpoint } from '../test-endpoint.ts';

/** An agent whose first report has just arrived, and whose time is the test's. */
async function reported(device: Machine = machine()) {
  const endpoint = await testEndpoint();
  const timers = handTimers();
  let now = Date.parse('2026-11-28T08:00:00.000Z');
  const { agent } = await startAgent(device, { timers, now: () => new Date(now) });
  await agent.enrol(endpoint.enrolmentString);
  await agent.scan('change');
  await agent.settled();
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    timers.advance(milliseconds);
    await agent.settled();
  };
  const ask = async () => {
    await agent.scan('user');
    await agent.settled();
  };
  const kinds = () => endpoint.reports.map(({ kind }) => kind);
  return { agent, timers, kinds, pass, ask };
}

test('who asks right after a report gets the endpoint’s word when the pause is over', async () => {
  const { kinds, pass, ask } = await reported();
  const before = kinds().length;
  await pass(500);
  await ask();
  await pass(1499);
  expect(kinds()).toHaveLength(before);
  await pass(1);
  expect(kinds().slice(before)).toEqual(['heartbeat']);
});

test('however often somebody asks within the pause, one report answers it', async () => {
  const { kinds, pass, ask } = await reported();
  const before = kinds().length;
  for (let times = 0; times < 5; times += 1) await ask();
  await pass(2000);
  await pass(10_000);
  expect(kinds().slice(before)).toEqual(['heartbeat']);
});

test('what nobody asked for is not said for it', async () => {
  const { agent, kinds, pass } = await reported();
  const before = kinds().length;
  await agent.scan('change');
  await agent.settled();
  await pass(10_000);
  expect(kinds()).toHaveLength(before);
});

test('a change that is told meanwhile is the answer', async () => {
  const device = machine();
  const { agent, kinds, pass, ask } = await reported(device);
  const before = kinds().length;
  await ask();
  await pass(500);
  device.facts.wait = 200;
  await agent.scan('change');
  await agent.settled();
  await pass(10_000);
  expect(kinds().slice(before)).toEqual(['assessment']);
});

test('an agent that ends waits for nothing more', async () => {
  const { agent, timers, ask } = await reported();
  await ask();
  expect(timers.next()).toBe(2000);
  await agent.stop();
  expect(timers.next()).not.toBe(2000);
});
