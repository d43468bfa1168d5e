import type * as z from 'zod';
import type { OperatingSystem } from '../facts/fact.ts';
import type { FactName, FactValue } from '../facts/registry.ts';
import type { Assignment } from './assignment.ts';
import type { Judgement, Message } from './verdict.ts';

/** Articles of the rulebook: `IS-n` information-system security, `CR-n` confidentiality rules. */
export type Clause = `IS-${number}` | `CR-${number}`;

/** The day of a scan on the device's own calendar (YYYY-MM-DD), and the instant of it (ISO). */
export interface Moment {
  readonly at: string;
  readonly today: string;
}

/** Pages of the system's settings that a remedy can open; each OS maps them to its own. */
export const settingsPages = [
  'screen-lock',
  'password',
  'antivirus',
  'sharing',
  'network',
  'backup',
  'disk-encryption',
  'firewall',
  'os-updates',
] as const;
export type SettingsPage = (typeof settingsPages)[number];

/**
 * How to mend a failed rule: the steps are `<rule>.remedy.<os>` of the `rules` locale files, with the values that
 * `describeLimit` gives.
 * `by`: whether the user can do it, or IT has to.
 */
export interface Remedy {
  readonly settingsPage: SettingsPage | null;
  readonly by: 'user' | 'it';
  /** A page of the popup itself where it is mended. */
  readonly opens?: 'training';
}

/** One clause of the rulebook as a check. `id` is permanent and never reused. */
export interface Rule<Needs extends FactName = FactName, Limits extends z.ZodType = z.ZodType> {
  readonly id: string;
  /** Empty for good practice that the rulebook does not ask for: such a rule advises. */
  readonly clauses: readonly Clause[];
  /** The fact that the rule is judged on. */
  readonly needs: Needs;
  /** The shape of its limits in a policy. */
  readonly limits: Limits;
  readonly remedies: Readonly<Partial<Record<OperatingSystem, Remedy>>>;
  /** Files and folders that the limits name, for the probe to look at. */
  placesToRead?(limits: z.infer<Limits>): readonly string[];
  /** Says the limit in the reader's language. */
  describeLimit(limits: z.infer<Limits>): Message;
  /**
   * Leaves out of a value what these limits and this assignment have nothing against: the rest stays on the computer.
   * Judged by the same, what is left gives the same verdict; by others the same or `unknown`.
   */
  narrow?(
    value: FactValue<Needs>,
    limits: z.infer<Limits>,
    moment: Moment,
    assignment: Assignment,
  ): FactValue<Needs>;
  /** Pure: no clock, no I/O. Called only with a value that was read. */
  judge(value: FactValue<Needs>, limits: z.infer<Limits>, moment: Moment, assignment: Assignment): Judgement;
}

export function defineRule<Needs extends FactName, Limits extends z.ZodType>(
  rule: Rule<Needs, Limits>,
): Rule<Needs, Limits> {
  return rule;
}
