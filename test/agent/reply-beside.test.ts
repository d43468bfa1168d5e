import { expect, test } from 'vitest';
import { handOver } from '../../src/agent/by-file/handed-reply.ts';
import { exported, fileEndpoint, joinedAgent } from './file-endpoint.ts';
import { handTimers } from './hand-timers.ts';
import { machine } from './machine.ts';
import { startAgent } from './start-agent.ts';

test('a reply that the command line hands over while the agent runs is taken in by it, and one that is none changes nothing', async () => {
  const endpoint = await fileEndpoint();
  const { agent, device, folder } = await joinedAgent(endpoint);
  await endpoint.cut();
  device.facts.wait = 900;
  await agent.scan('user');
  await agent.settled();
  expect(agent.state().reporting).toMatchObject({ state: 'offline', waiting: 1 });
  const { reply } = await endpoint.take(await exported(agent));
  const arrived = new Promise<void>((resolve) => {
    agent.onChange(({ reporting }) => {
      if (reporting.state === 'up-to-date') resolve();
    });
  });
  await handOver(folder, reply);
  await arrived;
  const { reporting } = agent.state();
  await handOver(folder, 'no reply at all');
  await agent.settled();
  expect(agent.state().reporting).toEqual(reporting);
});

test('a device that joined before the endpoint had keys for files gets them with an acknowledgement, and can write a file then', async () => {
  const endpoint = await fileEndpoint();
  const { agent, folder, settings } = await joinedAgent(endpoint);
  await agent.stop();
  const before = settings.get('enrolment');
  settings.set('enrolment', before && { ...before, bundleKeys: null });
  const device = machine();
  // Nothing has changed, so nothing is reported at first.
  const again = await startAgent(device, { folder, settings, timers: handTimers() });
  await again.agent.settled();
  expect(await again.agent.exportTo('/nowhere/at/all')).toMatchObject({ reason: 'no-bundle-keys' });
  device.facts.wait = 900;
  await again.agent.scan('user');
  await again.agent.settled();
  expect(settings.get('enrolment')?.bundleKeys).toEqual(before?.bundleKeys);
  await endpoint.cut();
  expect((await endpoint.take(await exported(again.agent))).outcomes).toMatchObject([{ ok: true }]);
});
