import { expect, test } from 'vitest';
import { type Surroundings, toPopupState } from '../../electron/popup-state.ts';
import type { AgentState, Assessment } from '../../src/agent/agent-state.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import type { SettingsPage } from '../../src/rules/rule.ts';
import type { Severity, Status, Verdict } from '../../src/rules/verdict.ts';

const at = '2026-11-23T08:05:00.000Z';
const around: Surroundings = {
  os: 'linux',
  hostname: 'from-the-system',
  language: 'zh-CN',
  version: '0.1.0',
  openablePages: new Set<SettingsPage>(['screen-lock']),
};

function verdict(rule: string, status: Status, severity: Severity = 'required'): Verdict {
  return { rule, status, severity, observed: null, limit: { id: 'x' }, reason: null, source: null, at };
}

function agentState(verdicts: readonly Verdict[] | null, changes: Partial<AgentState> = {}): AgentState {
  const assessment: Assessment | null = verdicts && {
    scannedAt: at,
    durationMs: 4,
    policyVersion: 1,
    profile: 'standard',
    verdicts,
    facts: {},
    digest: 'x',
  };
  return {
    scanning: false,
    assessment,
    since: {},
    reporting: { state: 'not-enrolled' },
    description: null,
    profile: 'standard',
    assignment: noAssignment,
    assignmentVersion: 0,
    statements: [],
    signOff: null,
    sharedKey: null,
    policyVersion: 1,
    keyProtection: 'file',
    ...changes,
  };
}

test('before the first scan nothing is claimed', () => {
  const state = toPopupState(agentState(null), around);
  expect(state).toMatchObject({ standing: 'unknown', scannedAt: null, verdicts: [] });
});

test('the worst comes first, and what decides comes before what only advises', () => {
  const verdicts = [
    verdict('sharing', 'not-applicable'),
    verdict('antivirus', 'pass'),
    verdict('advice', 'fail', 'advised'),
    verdict('password-age', 'unknown'),
    verdict('excepted-one', 'excepted'),
    verdict('screen-lock', 'fail'),
  ];
  const shown = toPopupState(agentState(verdicts), around).verdicts.map(({ rule }) => rule);
  expect(shown).toEqual(['screen-lock', 'advice', 'password-age', 'excepted-one', 'antivirus', 'sharing']);
});

test('equals keep the order in which people read the rules', () => {
  const verdicts = ['screen-lock', 'password-age', 'antivirus'].map((rule) => verdict(rule, 'fail'));
  const shown = toPopupState(agentState(verdicts), around).verdicts.map(({ rule }) => rule);
  expect(shown).toEqual(['screen-lock', 'password-age', 'antivirus']);
});

test('a required unknown is no compliance, and a failed advice is no fault', () => {
  const standing = (verdicts: readonly Verdict[]) => toPopupState(agentState(verdicts), around).standing;
  expect(standing([verdict('screen-lock', 'unknown'), verdict('sharing', 'pass')])).toBe('unknown');
  expect(standing([verdict('screen-lock', 'fail', 'advised'), verdict('sharing', 'pass')])).toBe('compliant');
});

test('each row brings its clauses and since when it is so', () => {
  const since = { 'screen-lock': '2026-11-01T00:00:00.000Z' };
  const state = toPopupState(agentState([verdict('screen-lock', 'fail')], { since }), around);
  expect(state.verdicts[0]).toMatchObject({ clauses: ['IS-7', 'CR-10'], since: since['screen-lock'] });
});

test('a row of which no history is known dates from its scan', () => {
  const state = toPopupState(agentState([verdict('screen-lock', 'fail')]), around);
  expect(state.verdicts[0]?.since).toBe(at);
});

test('a settings button is offered only where this desktop has the page', () => {
  const verdicts = [verdict('screen-lock', 'fail'), verdict('sharing', 'fail')];
  const [lock, sharing] = toPopupState(agentState(verdicts), around).verdicts;
  expect(lock?.remedy).toEqual({ by: 'user', canOpenSettings: true, opens: null });
  expect(sharing?.remedy).toEqual({ by: 'user', canOpenSettings: false, opens: null });
});

test('what is in order, and a rule that this version does not know, has no remedy', () => {
  const verdicts = [verdict('screen-lock', 'pass'), verdict('from-the-future', 'fail')];
  const shown = toPopupState(agentState(verdicts), around).verdicts;
  expect(shown.map(({ remedy }) => remedy)).toEqual([null, null]);
  expect(shown.map(({ clauses }) => clauses)).toEqual([[], ['IS-7', 'CR-10']]);
});

test('the described name wins over the system’s, an empty one does not', () => {
  const description = {
    hostname: '',
    manufacturer: '',
    model: '',
    serial: '',
    osName: '',
    osVersion: '',
    cpu: '',
    memoryBytes: 0,
  };
  const named = { ...description, hostname: 'PC-0421' };
  expect(toPopupState(agentState(null, { description }), around).hostname).toBe('from-the-system');
  expect(toPopupState(agentState(null, { description: named }), around).hostname).toBe('PC-0421');
});
