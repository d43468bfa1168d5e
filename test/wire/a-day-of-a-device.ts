import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { memorySettings } from '../agent/memory-settings.ts';

const hourMs = 3_600_000;

/** Who answers the agent: the path and the body that it sent. */
export type Answering = (path: string, body: string) => Promise<{ status: number; reply: string }>;

/**
 * A real agent lives through every kind of exchange: enrols, reports, is given something by IT, takes a policy, sends a
 * heartbeat, and says something. @param between runs after the first report: what IT does meanwhile.
 * @returns the agent's state in the end, and its policy's version.
 */
export async function aDayOfADevice(
  folder: string,
  token: string,
  answer: Answering,
  between: (device: string) => Promise<void>,
) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { status, reply } = await answer(request.url ?? '/', body);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const computer = machine();
  const settings = memorySettings();
  let now = Date.now();
  const agent = createAgent({
    platform: computer.platform,
    folder: join(folder, 'agent'),
    settings,
    keyProtector: fileProtector,
    policy: defaultPolicy(),
    log: keptLog(),
    now: () => new Date(now),
  });
  await agent.start();
  try {
    await agent.settled();
    const outcome = await agent.enrol(formatEnrolmentString('127.0.0.1', port, token));
    if (!outcome.ok) throw new Error(outcome.detail);
    await agent.settled();
    await between(settings.get('enrolment')?.device ?? '');
    computer.facts.wait = 200;
    await agent.scan('user');
    // What came with the acknowledgement is judged by at once, and told.
    await until(() => agent.policy().version === 2 && agent.state().assignmentVersion === 1);
    await agent.settled();
    now += hourMs;
    await agent.scan('schedule');
    await agent.settled();
    await agent.say({
      kind: 'incident',
      what: 'A drawing was sent to the wrong person',
      when: 'today',
      who: '',
    });
    await until(() => agent.state().statements.every(({ receipt }) => receipt !== null));
    await agent.settled();
    return { state: agent.state(), policyVersion: agent.policy().version };
  } finally {
    await agent.stop();
    server.close();
    server.closeAllConnections();
  }

  function until(reached: () => boolean): Promise<void> {
    if (reached()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = agent.onChange(() => {
        if (!reached()) return;
        stop();
        resolve();
      });
    });
  }
}
