import { expect, test } from 'vitest';
import { type Configuration, configuration } from '../../src/facts/configuration.ts';
import { known } from '../../src/facts/fact.ts';
import type { Probe } from '../../src/probes/probe.ts';
import { reportedConfiguration } from '../../src/server/fleet/reported-configuration.ts';
import { type FileEndpoint, fileEndpoint } from './file-endpoint.ts';
import { type Machine, machine } from './machine.ts';
import { startAgent } from './start-agent.ts';

/** A computer that somebody can build something else into. */
function machineBuiltAs(now: { value: Configuration }): Machine {
  const whole: Probe<'configuration'> = {
    fact: 'configuration',
    budgetMs: 30_000,
    read: async () => known(now.value, '/sys/devices'),
  };
  const made = machine();
  const probes = [...made.platform.probes, whole as unknown as Probe];
  return { ...made, platform: { ...made.platform, probes } };
}

/** As IT's page does it: exactly what the device has reported, by its digest. */
async function accept({ storage }: FileEndpoint, device: string): Promise<void> {
  const { assessmentJws = null } = (await storage.findDevice(device)) ?? {};
  const digest = reportedConfiguration(assessmentJws)?.digest ?? '';
  const outcome = await storage.acceptConfiguration({ device, digest, by: '王伟', now: Date.now() });
  expect(outcome.state).toBe('assigned');
}

test('what IT accepts on the endpoint passes at the device’s next check, and what is built in afterwards fails', async () => {
  const endpoint = await fileEndpoint();
  const built = { value: configuration.example as Configuration };
  const time = { now: Date.now() };
  const { agent } = await startAgent(machineBuiltAs(built), { now: () => new Date(time.now) });
  await agent.settled();
  const joined = await agent.enrol(await endpoint.enrolmentString());
  if (!joined.ok) throw new Error(joined.detail);
  const verdictAfter = async (hours: number) => {
    time.now += hours * 3_600_000;
    await agent.scan('schedule');
    await agent.settled();
    const { assessment } = agent.state();
    const verdict = assessment?.verdicts.find(({ rule }) => rule === 'configuration');
    return [verdict?.status, verdict?.reason?.id];
  };
  expect(await verdictAfter(0)).toEqual(['unknown', 'configuration.reason.not-accepted']);
  await accept(endpoint, joined.enrolment.device);
  // With this report the device is told; from then on it is held against it.
  await verdictAfter(1);
  expect(await verdictAfter(1)).toEqual(['pass', undefined]);
  const [first] = built.value.memory?.modules ?? [];
  built.value = { ...built.value, memory: { told: 'modules', modules: first === undefined ? [] : [first] } };
  expect(await verdictAfter(1)).toEqual(['fail', 'configuration.reason.memory']);
  await accept(endpoint, joined.enrolment.device);
  await verdictAfter(1);
  expect(await verdictAfter(1)).toEqual(['pass', undefined]);
});
