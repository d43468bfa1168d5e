import { readFileSync, writeFileSync } from 'node:fs';
import { decodePolicy } from '../../policy/policy.ts';
import type { PolicyStatement } from '../../protocol/policy.ts';
import { readPolicyKey } from '../../server/policy/policy-key.ts';
import { publicHalf, signPolicy } from '../../signed-policy/policy-key.ts';
import { readSignedPolicy } from '../../signed-policy/read-signed-policy.ts';
import { policyErrorLine } from '../policy-error-line.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

const dayMs = 86_400_000;

/** Needs no endpoint: for the computer where the key is kept. */
export async function signPolicyCommand(
  program: Program,
  { file, signed, key, days }: Extract<Command, { name: 'sign-policy' }>,
): Promise<ExitCode> {
  const pem = read(program, key);
  const text = read(program, file);
  if (pem === null || text === null) return 2;
  if (!isKey(pem)) return fail(program, 'bad-key', { file: key });
  const statement = statementOf(program, file, text, days);
  if (statement === null) return 2;
  try {
    writeFileSync(signed, `${signPolicy(statement, pem)}\n`);
  } catch (error) {
    return fail(program, 'file', { file: signed, detail: detailOf(error) });
  }
  program.print(program.words.t('cli:server.policy.signed', { ...statement, file: signed }));
  return 0;
}

/** A policy is signed by the key in the data folder; one that was signed elsewhere is taken as it is. */
export function publishPolicyCommand(
  program: Program,
  { data, file, percent, department, days }: Extract<Command, { name: 'publish-policy' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const key = await storage.findPolicyKey();
    if (key === null) return fail(program, 'no-address');
    const text = read(program, file);
    const jws = text === null ? null : signedText(program, data, file, text.trim(), days);
    if (jws === null) return 2;
    // What no agent would take is not published: the same check as theirs.
    const checked = readSignedPolicy(jws, key);
    if (!checked.ok) {
      const sentence = program.words.t(`policy:refusal.${checked.reason}`);
      return fail(program, 'bad-policy', { file, detail: `${sentence} ${checked.detail}`.trim() });
    }
    const { version } = checked.signed.policy;
    const policy = { version, jws, percent, department, by: '', now: Date.now() };
    if (!(await storage.publishPolicy(policy))) return fail(program, 'policy-version', { version });
    program.print(program.words.t('cli:server.policy.published', { version, percent }));
    return 0;
  });
}

function signedText(program: Program, data: string, file: string, text: string, days: number): string | null {
  if (!text.startsWith('{')) return text;
  const pem = readPolicyKey(data);
  const statement = statementOf(program, file, text, days);
  if (statement === null) return null;
  if (pem !== null) return signPolicy(statement, pem);
  fail(program, 'no-policy-key');
  return null;
}

/** Read as strictly as a person's file has to be: a misspelt rule is said with its line. */
function statementOf(program: Program, file: string, text: string, days: number): PolicyStatement | null {
  const decoded = decodePolicy(text);
  if (!decoded.ok) {
    fail(program, 'bad-policy', { file, detail: policyErrorLine(decoded.error, program.words) });
    return null;
  }
  const now = Date.now();
  return {
    v: 1,
    version: decoded.policy.version,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + days * dayMs).toISOString(),
    policy: decoded.policy,
  };
}

function read(program: Program, file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    fail(program, 'read', { file, detail: detailOf(error) });
    return null;
  }
}

function isKey(pem: string): boolean {
  try {
    return publicHalf(pem).crv === 'P-256';
  } catch {
    return false;
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
