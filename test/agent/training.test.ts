import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withObserved } from '../../src/agent/observe.ts';
import { trainingProbe } from '../../src/agent/training.ts';
import { type Answer, drawn, questions } from '../../src/rules/quiz.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

const answersOf = (right: number): Answer[] =>
  questions
    .slice(0, drawn)
    .map(({ id }, index) => ({ question: id, chosen: index < right ? 'right' : 'wrong-2' }));

async function start(folder: string, now: () => Date) {
  const { platform, ...rest } = machine();
  const whole = { ...rest, platform: withObserved(platform, trainingProbe(folder)) };
  const { agent } = await startAgent(whole, { folder, now });
  await agent.settled();
  const stands = () => agent.state().assessment?.verdicts.find(({ rule }) => rule === 'training')?.status;
  return { agent, stands };
}

test('passed questions count at once, over a restart, and for twelve months', async () => {
  const folder = temporaryFolder();
  // Noon in UTC: the day is the same in every time zone of the test.
  let now = new Date('2026-11-24T12:00:00Z');
  const { agent, stands } = await start(folder, () => now);
  expect(stands()).toBe('fail');
  expect(await agent.takeQuiz(answersOf(7))).toEqual({ score: 7, passed: false, kept: true });
  await agent.settled();
  expect(stands()).toBe('fail');
  expect(await agent.takeQuiz(answersOf(8))).toEqual({ score: 8, passed: true, kept: true });
  await agent.settled();
  expect(stands()).toBe('pass');
  expect(agent.state().assessment?.facts.training).toMatchObject({
    state: 'known',
    value: { rulebook: 1, passed: { rulebook: 1, on: '2026-11-24', score: 8 } },
  });
  await agent.stop();
  now = new Date('2027-11-23T12:00:00Z');
  const again = await start(folder, () => now);
  expect(again.stands()).toBe('pass');
  now = new Date('2027-11-24T12:00:00Z');
  await again.agent.scan('schedule');
  expect(again.stands()).toBe('fail');
});

test('what does not decode is unknown, and the next pass puts it right', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'training.json'), '{"rulebook":1,"on":"soon"}');
  const { agent, stands } = await start(folder, () => new Date('2026-11-24T12:00:00Z'));
  expect(stands()).toBe('unknown');
  await agent.takeQuiz(answersOf(10));
  await agent.settled();
  expect(stands()).toBe('pass');
});
