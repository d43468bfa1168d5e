import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAgent } from '../../src/agent/create-agent.ts';
import { rotationWishFileName } from '../../src/agent/identity/key-rotation.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { memorySettings } from '../agent/memory-settings.ts';

const hourMs = 3_600_000;

/** Who answers the agent: the path and the body that it sent. */
export type Answering = (path: string, body: string) => Promise<{ status: number; reply: string }>;

/** What IT does meanwhile, by the name of the device. */
export interface ActsOfIT {
  /** After the first report. */
  readonly give: (device: string) => Promise<void>;
  readonly beginSignOff: (device: string) => Promise<void>;
}

/**
 * A real agent lives through every kind of exchange: enrols, reports, is given something by IT, takes a policy, sends a
 * heartbeat, says something, asks for help, changes its key, hears that it is signed off, and writes a file once nothing answers
 * any more. @returns the agent's state while it was answered, its policy's version, its keys, and the file.
 */
export async function aDayOfADevice(folder: string, token: string, answer: Answering, it: ActsOfIT) {
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
    const device = settings.get('enrolment')?.device ?? '';
    await it.give(device);
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
    await agent.say({ kind: 'help', note: 'The lock will not come', bundle: '{"v":1}' });
    await until(() => agent.state().statements.every(({ receipt }) => receipt !== null));
    const first = settings.get('enrolment')?.key ?? null;
    writeFileSync(join(folder, 'agent', rotationWishFileName), '');
    await agent.scan('network');
    const key = () => settings.get('enrolment')?.key ?? null;
    await until(() => key() !== first);
    await agent.settled();
    await it.beginSignOff(device);
    now += hourMs;
    await agent.scan('schedule');
    await until(() => {
      const { signOff } = agent.state();
      return signOff?.state === 'pending' && signOff.lastScanSentAt !== null;
    });
    await agent.settled();
    const state = agent.state();
    server.close();
    server.closeAllConnections();
    computer.facts.wait = 250;
    await agent.scan('user');
    await agent.settled();
    const file = join(folder, 'out.deskward');
    const written = await agent.exportTo(file);
    if (!written.ok) throw new Error(written.reason);
    return {
      state,
      policyVersion: agent.policy().version,
      keys: [first, key()],
      bundle: readFileSync(file, 'latin1'),
    };
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
