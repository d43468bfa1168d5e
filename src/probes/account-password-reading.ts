import type { AccountPassword } from '../facts/account-password.ts';
import { known, type Reading, type UnknownReason, unknown } from '../facts/fact.ts';

/** One of the three things that the fact tells, before it is told. */
export type Finding<State extends string> = Told<State> | Unclear;
interface Told<State> {
  readonly state: State;
  readonly source: string;
}
interface Unclear {
  readonly state: 'unclear';
  readonly why: UnknownReason;
  readonly source: string;
  readonly detail: string;
}
export type PasswordFinding =
  | Finding<Exclude<AccountPassword['password']['state'], 'unclear' | 'untold'>>
  | {
      readonly state: 'untold';
      readonly wouldTell?: AccountPassword['password']['wouldTell'];
      readonly source: string;
    };
export type SwitchFinding = Finding<'on' | 'off'>;

export function unclear(why: UnknownReason, source: string, detail = ''): Unclear {
  return { state: 'unclear', why, source, detail };
}

/** Of several switches: one that is on decides, then one that is unclear; off is only what is off everywhere. */
export function together(findings: readonly SwitchFinding[], nothing: string): SwitchFinding {
  const decisive =
    findings.find(({ state }) => state === 'on') ?? findings.find(({ state }) => state === 'unclear');
  if (decisive !== undefined) return decisive;
  const sources = [...new Set(findings.map(({ source }) => source))].join(', ');
  return { state: 'off', source: sources || nothing };
}

/** The fact; unknown only where nothing of it is clear. */
export function accountPasswordReading(
  password: PasswordFinding,
  automaticSignIn: SwitchFinding,
  guest: SwitchFinding,
): Reading<AccountPassword> {
  const findings = [password, automaticSignIn, guest];
  const source = [...new Set(findings.map((finding) => finding.source))].join(', ');
  if (password.state === 'unclear' && findings.every(({ state }) => state === 'unclear'))
    return unknown(password.why, source, password.detail);
  return known(
    { password: told(password), automaticSignIn: told(automaticSignIn), guest: told(guest) },
    source,
  );
}

function told<F extends { readonly state: string; readonly source: string }>(
  finding: F | Unclear,
): Exclude<F, Unclear> | { state: 'unclear'; source: string; detail: string } {
  if (!('why' in finding)) return finding as Exclude<F, Unclear>;
  const { source, why, detail } = finding;
  return { state: 'unclear', source, detail: detail || why };
}
