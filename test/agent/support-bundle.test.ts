import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AgentState } from '../../src/agent/agent-state.ts';
import { type BundleInput, makeSupportBundle } from '../../src/agent/support-bundle.ts';
import { type Configuration, configuration } from '../../src/facts/configuration.ts';
import { known } from '../../src/facts/fact.ts';
import { maxReportBytes } from '../../src/protocol/report.ts';
import { statementContent } from '../../src/protocol/statement.ts';
import { machine } from './machine.ts';
import { type Started, startAgent } from './start-agent.ts';
import { testEndpoint } from './test-endpoint.ts';

const programs = { deskward: '0.1.0', node: '20.19.0' };
const named = { userName: 'li.na', homeFolder: '/home/li.na', hostname: 'desk-17' };

function inputOf(state: AgentState, log: readonly string[]): BundleInput {
  return { state, log, programs, named, madeAt: new Date('2026-11-28T08:00:00.000Z') };
}

async function scanned(): Promise<Started> {
  const started = await startAgent(machine());
  await started.agent.settled();
  return started;
}

test('versions, verdicts, facts and the log stand in it; which computer it is and whose does not', async () => {
  const { agent } = await scanned();
  const { text, leftOut } = makeSupportBundle(inputOf(agent.state(), ['[info] /home/li.na on desk-17']));
  const bundle = JSON.parse(text);
  expect(bundle).toMatchObject({
    kind: 'deskward-support-bundle',
    programs,
    computer: { osName: 'Debian', manufacturer: 'Maker' },
    reporting: { state: 'not-enrolled' },
    facts: { 'screen-lock': { state: 'known', value: { wait: 300 } } },
    log: ['[info] ~ on <computer>'],
  });
  expect(bundle.verdicts.map(({ rule }: { rule: string }) => rule)).toContain('screen-lock');
  expect(text).not.toMatch(/li\.na|desk-17|"S1"/);
  expect(leftOut).toEqual({ logLines: 0, facts: [], verdictTexts: false });
});

test('of other people, and of what this very computer is built of, no name or number is in it', async () => {
  const { agent } = await scanned();
  const state = agent.state();
  if (state.assessment === null) throw new Error('not scanned');
  const people = [
    { names: ['CORP\\lina', 'lina@corp.example'], anyCase: true, now: true, lastAt: null, source: 'utmp' },
  ];
  const facts = {
    ...state.assessment.facts,
    'assigned-user': known(
      {
        people,
        knownSince: null,
        comparedWith: { accounts: ['CORP\\zhangwei'], lookbackDays: 7, namedSince: null },
        unread: [],
      },
      'utmp',
    ),
    configuration: known(
      { ...configuration.example, hostName: 'Zhang Wei’s MacBook' } as Configuration,
      'sysfs',
    ),
  };
  const { text } = makeSupportBundle(
    inputOf({ ...state, assessment: { ...state.assessment, facts } }, [
      'lina signed in to Zhang Wei’s MacBook',
    ]),
  );
  expect(text).not.toMatch(/lina|zhangwei|Zhang Wei|9C1D04A7|S64KNX0T123456|00-00-5E-00-53-01/);
  expect(JSON.parse(text)).toMatchObject({
    facts: { configuration: { value: { hostName: '<computer>', disks: [{ serial: '<number>' }] } } },
    log: ['<user> signed in to <computer>'],
  });
});

test('no secret of the device is in it, even where a bug has written one to the log', async () => {
  const endpoint = await testEndpoint();
  const { agent, folder } = await scanned();
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  const keyFile = readFileSync(join(folder, 'device-key.json'), 'utf8');
  const { key } = JSON.parse(keyFile);
  const [jws = ''] = endpoint.stored;
  const [, token = 'none'] = /token=([^&]+)/.exec(endpoint.enrolmentString) ?? [];
  const log = [`read ${keyFile}`, endpoint.enrolmentString, `sent ${jws}`, `session ${'aB3'.repeat(20)}`];
  const { text } = makeSupportBundle(inputOf(agent.state(), log));
  for (const secret of [key, token, jws, 'aB3'.repeat(14)]) expect(text).not.toContain(secret);
});

test('where it is too much, the oldest lines of the log go first, and it says how many', async () => {
  const { agent } = await scanned();
  const log = Array.from({ length: 600 }, (_, index) => `${index} ${'"\\'.repeat(400)}`);
  const { text, leftOut } = makeSupportBundle(inputOf(agent.state(), log));
  const kept = JSON.parse(text).log;
  expect(leftOut.logLines).toBe(600 - kept.length);
  expect(kept.length).toBeGreaterThan(30);
  expect(kept.at(-1)).toBe(log.at(-1));
  expect(leftOut.facts).toEqual([]);
  expect(JSON.parse(text).leftOut).toEqual(leftOut);
});

test('whatever a computer holds, what is said with the longest note fits into what the endpoint takes', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await scanned();
  await agent.enrol(endpoint.enrolmentString);
  const state = agent.state();
  const huge = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `fact-${index}`,
      { state: 'known', value: '"\n'.repeat(7000), source: 'x' },
    ]),
  );
  const verdict = state.assessment?.verdicts[0];
  const values = { list: Array.from({ length: 200 }, () => '"'.repeat(500)) };
  const verdicts = [1, 2, 3].map(() => ({ ...verdict, observed: { id: 'x', values } }));
  const full = {
    ...state,
    assessment: { ...state.assessment, facts: huge, verdicts },
  } as unknown as AgentState;
  const { text, leftOut } = makeSupportBundle(inputOf(full, ['a line']));
  expect(leftOut).toMatchObject({ logLines: 1, verdictTexts: true });
  const content = statementContent.parse({ kind: 'help', note: '帮'.repeat(2000), bundle: text });
  let length = 0;
  endpoint.answerStatement = (statement) => {
    length = Buffer.byteLength(JSON.stringify(statement));
    return undefined;
  };
  await agent.say(content);
  await agent.settled();
  // Base64url, a header and a signature of 86 characters.
  expect((length * 4) / 3 + 300).toBeLessThan(maxReportBytes);
  expect(agent.state().statements).toMatchObject([{ kind: 'help', receipt: '2026-0001', content: null }]);
});
