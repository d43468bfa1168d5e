import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { payloadOf } from '../../src/agent/identity/jws.ts';
import { createIdentity, fileProtector } from '../../src/agent/identity.ts';
import { StatementBox } from '../../src/agent/statements/statement-box.ts';
import { StatementSender } from '../../src/agent/statements/statement-sender.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testEndpoint } from './test-endpoint.ts';

const leak = { kind: 'incident', what: '报价单发错了人', when: '今天上午', who: '一位客户' } as const;

test('what a person says reaches the endpoint, and its receipt comes back; the text stays nowhere', async () => {
  const endpoint = await testEndpoint();
  const { agent, folder } = await startAgent(machine());
  await agent.enrol(endpoint.enrolmentString);
  expect(await agent.say(leak)).toBe(true);
  await agent.settled();
  expect(endpoint.statements).toMatchObject([{ device: 'device-1', ...leak }]);
  expect(agent.state().statements).toMatchObject([
    { kind: 'incident', receipt: '2026-0001', content: null, refusal: null },
  ]);
  expect(StatementBox.open(folder, keptLog()).all).toEqual(agent.state().statements);
});

test('said before the enrolment and without a network, it goes out after a restart, once', async () => {
  const endpoint = await testEndpoint();
  const first = await startAgent(machine());
  await first.agent.say(leak);
  endpoint.answerStatement = () => 'hang-up';
  await first.agent.enrol(endpoint.enrolmentString);
  await first.agent.settled();
  expect(first.agent.state().statements).toMatchObject([{ receipt: null, content: leak }]);
  await first.agent.stop();
  endpoint.answerStatement = () => undefined;
  const { folder, settings } = first;
  const { agent } = await startAgent(machine(), { folder, settings });
  await agent.settled();
  expect(endpoint.statements).toHaveLength(1);
  expect(agent.state().statements).toMatchObject([{ receipt: '2026-0001' }]);
});

test('a full outbox that the endpoint does not take keeps no statement waiting', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  const { agent } = await startAgent(device);
  endpoint.answer = () => 'hang-up';
  await agent.enrol(endpoint.enrolmentString);
  for (const wait of [900, 200, 1200]) {
    device.facts.wait = wait;
    await agent.scan('user');
  }
  await agent.say(leak);
  await agent.settled();
  expect(endpoint.reports).toEqual([]);
  expect(agent.state().statements).toMatchObject([{ receipt: '2026-0001' }]);
});

test('what the endpoint refuses for good is said to its author, and keeps nothing after it waiting', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await startAgent(machine());
  await agent.enrol(endpoint.enrolmentString);
  endpoint.answerStatement = ({ kind }) =>
    kind === 'incident' ? { status: 400, body: { error: 'invalid-statement', message: 'No.' } } : undefined;
  await agent.say(leak);
  await agent.say({ kind: 'not-right', assignment: 0, note: '' });
  await agent.settled();
  expect(agent.state().statements).toMatchObject([
    { kind: 'incident', receipt: null, refusal: 'No.' },
    { kind: 'not-right', receipt: '2026-0001', refusal: null },
  ]);
});

test('a file that makes no sense is set aside, and what is said next is kept', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'statements.json'), '[{"id":');
  const log = keptLog();
  const box = StatementBox.open(folder, log);
  await box.add(leak, '2026-11-24T08:00:00.000Z');
  expect(StatementBox.open(folder, keptLog()).first?.content).toEqual(leak);
  expect(log.lines.join()).toContain('set aside');
});

test('what IT has long had is forgotten, what waits never', async () => {
  const box = StatementBox.open(temporaryFolder(), keptLog());
  const waiting = await box.add(leak, '2026-11-24T08:00:00.000Z');
  for (let index = 0; index < 30; index += 1) {
    const { id } = await box.add(leak, '2026-11-24T09:00:00.000Z');
    await box.delivered({ id, receipt: `2026-${index}` });
  }
  expect(box.all).toHaveLength(21);
  expect(box.first?.id).toBe(waiting.id);
  expect(box.all.at(-1)?.receipt).toBe('2026-29');
});

test('a suspected leak goes ahead of whatever else waits to be said', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await startAgent(machine());
  await agent.say({ kind: 'help', note: '', bundle: '{}' });
  await agent.say(leak);
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  expect(endpoint.statements.map(({ kind }) => kind)).toEqual(['incident', 'help']);
});

test('after days without a network a suspected leak is there before the first of the reports that waited', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  // Time stands still: nobody's own wait is over.
  const { agent } = await startAgent(device, { timers: handTimers() });
  endpoint.answer = endpoint.answerStatement = () => 'hang-up';
  await agent.enrol(endpoint.enrolmentString);
  await agent.say(leak);
  await agent.scan('user');
  await agent.settled();
  const came: string[] = [];
  endpoint.answer = () => void came.push('report');
  endpoint.answerStatement = () => void came.push('leak');
  device.facts.wait = 900;
  await agent.scan('change');
  await agent.settled();
  expect(came[0]).toBe('leak');
  expect(came).toContain('report');
  expect(agent.state().statements).toMatchObject([{ receipt: '2026-0001' }]);
});

test('a suspected leak that the endpoint does not take keeps no report waiting', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await startAgent(machine());
  endpoint.answerStatement = () => 'hang-up';
  await agent.enrol(endpoint.enrolmentString);
  await agent.say(leak);
  await agent.scan('user');
  await agent.settled();
  expect(endpoint.reports).not.toEqual([]);
  expect(agent.state().statements).toMatchObject([{ receipt: null, content: leak }]);
});

test('what is said during an attempt that fails does not wait for the next one', async () => {
  const box = StatementBox.open(temporaryFolder(), keptLog());
  const at = '2026-11-24T08:00:00.000Z';
  const made = await createIdentity(temporaryFolder(), fileProtector);
  if (!made.ok) throw new Error(made.detail);
  const sent: string[] = [];
  const attempt = { begun: (): void => undefined, fail: (): void => undefined };
  const begun = new Promise<void>((resolve) => Object.assign(attempt, { begun: resolve }));
  const failed = new Promise<void>((resolve) => Object.assign(attempt, { fail: resolve }));
  const post = async (_path: string, jws: string) => {
    sent.push(JSON.parse(payloadOf(jws)).kind);
    attempt.begun();
    await failed;
    return { state: 'unreached', detail: 'gone', retryAfterMs: null } as const;
  };
  const sender = new StatementSender({
    ...{ box, endpoint: { post }, identity: made.identity, device: 'device-1' },
    ...{ log: keptLog(), timers: handTimers(), onChange: () => undefined },
  });
  await box.add({ kind: 'not-right', assignment: 0, note: '' }, at);
  sender.wake();
  await begun;
  await box.add(leak, at);
  sender.wake();
  attempt.fail();
  await sender.idle();
  expect(sent).toEqual(['not-right', 'incident']);
});
