import * as z from 'zod';

/** The operating systems that Deskward reads. */
export const operatingSystems = ['windows', 'macos', 'linux'] as const;
export type OperatingSystem = (typeof operatingSystems)[number];

/** Why a fact could not be read. Each has a sentence in both locale files (`unknown.<reason>`). */
export const unknownReasons = [
  'denied',
  'timed-out',
  'missing-source',
  'unparsable',
  'failed',
  'unsupported-desktop',
  'desktop-not-answering',
  'locker-not-running',
  'remote-account',
  'cloud-account',
  'never-set',
  'must-change',
  'locked-account',
  'conflicting-sources',
  'partly-readable',
  'not-observed-yet',
  'being-read',
  'idle-unreadable',
  'not-implemented',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

/** Why a thing cannot exist on this machine. Each has a sentence in both locale files (`absent.<reason>`). */
export const absentReasons = ['no-graphical-session'] as const;
export type AbsentReason = (typeof absentReasons)[number];

/**
 * `source` names where it was read, as an administrator would look it up: every user sees it, whatever their language, so it
 * says no sentence. `detail` is technical and untranslated.
 */
export type Reading<T> =
  | { readonly state: 'known'; readonly value: T; readonly source: string }
  | {
      readonly state: 'unknown';
      readonly reason: UnknownReason;
      readonly source?: string | undefined;
      readonly detail?: string | undefined;
    }
  | { readonly state: 'absent'; readonly reason: AbsentReason; readonly source?: string | undefined };

/** A fact declared once: what a probe may answer, in which unit, and what it means. */
export interface Fact<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly meaning: string;
  readonly value: Schema;
  readonly example: z.infer<Schema>;
}

export function defineFact<const Name extends string, Schema extends z.ZodType>(
  fact: Fact<Name, Schema>,
): Fact<Name, Schema> {
  return fact;
}

/** A span in seconds; `never` where the system will not do it at all (JSON has no Infinity). */
export const seconds = z.union([z.number().nonnegative(), z.literal('never')]);
export type Seconds = z.infer<typeof seconds>;

/** @returns the span as a number for comparing: `never` is Infinity, seconds. */
export function toNumber(span: Seconds): number {
  return span === 'never' ? Number.POSITIVE_INFINITY : span;
}

export function known<T>(value: T, source: string): Reading<T> {
  return { state: 'known', value, source };
}

export function unknown(reason: UnknownReason, source?: string, detail?: string): Reading<never> {
  return { state: 'unknown', reason, source, detail };
}

export function absent(reason: AbsentReason, source?: string): Reading<never> {
  return { state: 'absent', reason, source };
}
