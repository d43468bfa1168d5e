import type { Trigger } from '../../src/agent/agent-state.ts';
import type { SignOffNotice } from '../../src/protocol/sign-off.ts';
import { machine } from './machine.ts';
import { type StartOptions, startAgent } from './start-agent.ts';
import { type TestEndpoint, testEndpoint } from './test-endpoint.ts';

export const notice: SignOffNotice = {
  id: '7f3a1c52-5b1e-4a58-9d0f-0a1b2c3d4e5f',
  device: 'device-1',
  person: '李娜',
  reason: '离职',
  askedBy: '王伟',
  askedAt: '2026-11-28T08:00:00.000Z',
};
export const record = { ...notice, confirmedBy: '王伟', confirmedAt: '2026-11-28T09:00:00.000Z' };

export function tellOf(endpoint: TestEndpoint, signOff: SignOffNotice | undefined): void {
  endpoint.answer = ({ epoch, sequence }) => ({
    status: 200,
    body: { epoch, sequence, ...(signOff && { signOff }) },
  });
}

export function confirm(endpoint: TestEndpoint, signedOff: object | undefined = record): void {
  const body = { error: 'signed-off', message: 'Signed off.', ...(signedOff && { signedOff }) };
  endpoint.answer = () => ({ status: 410, body });
  endpoint.answerStatement = () => ({ status: 410, body });
}

/** An agent that has joined and has reported once; after that, an hour has passed for each report. */
export async function joined(
  options: Pick<StartOptions, 'timers' | 'observer' | 'folder' | 'settings'> = {},
  device = machine(),
) {
  const endpoint = await testEndpoint();
  const time = { now: Date.now() };
  const now = () => new Date(time.now);
  const started = await startAgent(device, { now, ...options });
  await started.agent.enrol(endpoint.enrolmentString);
  await started.agent.settled();
  const wait = (seconds: number) => {
    time.now += seconds * 1000;
  };
  const scan = async (trigger: Trigger) => {
    await started.agent.scan(trigger);
    await started.agent.settled();
  };
  const report = (minutes = 60) => {
    wait(minutes * 60);
    return scan('schedule');
  };
  /** Three seconds after whatever was before. */
  const ask = (trigger: Trigger) => {
    wait(3);
    return scan(trigger);
  };
  return { endpoint, device, report, ask, wait, ...started };
}
