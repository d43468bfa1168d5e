import cron from 'node-cron';
import { expect, test } from 'vitest';
import { hourlyExpression } from '../../src/agent/schedule.ts';

test('a device keeps its second of the hour', () => {
  expect(hourlyExpression('device-1')).toBe(hourlyExpression('device-1'));
  expect(cron.validate(hourlyExpression('device-1'))).toBe(true);
});

test('it runs once an hour', () => {
  const task = cron.createTask(hourlyExpression('device-1'), () => undefined);
  const [first, second, third] = task.getNextRuns(3).map((date) => date.getTime());
  void task.destroy();
  expect((second ?? 0) - (first ?? 0)).toBe(3_600_000);
  expect((third ?? 0) - (second ?? 0)).toBe(3_600_000);
});

test('a fleet spreads over the hour', () => {
  const devices = 6000;
  const minutes = new Array<number>(60).fill(0);
  for (let index = 0; index < devices; index += 1) {
    const minute = Number(hourlyExpression(`device-${index}`).split(' ')[1]);
    minutes[minute] = (minutes[minute] ?? 0) + 1;
  }
  // 100 a minute on average; 65 to 135 is three and a half standard deviations, and the ids never change.
  expect(Math.min(...minutes)).toBeGreaterThan(65);
  expect(Math.max(...minutes)).toBeLessThan(135);
});
