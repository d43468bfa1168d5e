import { maxBundleBytes } from '../protocol/statement.ts';
import type { AgentState } from './agent-state.ts';
import { fitToWire } from './reporting/fit-to-wire.ts';
import { namesWithin } from './support-bundle/names-within.ts';
import { type Named, redactAll, redactor } from './support-bundle/redact.ts';

export interface BundleInput {
  readonly state: AgentState;
  /** The last lines of the log, oldest first. */
  readonly log: readonly string[];
  /** What runs here, by name and version. */
  readonly programs: Readonly<Record<string, string>>;
  readonly named: Named;
  readonly madeAt: Date;
}

/** What had no room, as far as that went. */
export interface LeftOut {
  readonly logLines: number;
  /** Names of facts. */
  readonly facts: readonly string[];
  readonly verdictTexts: boolean;
}

export interface SupportBundle {
  /** To be read as it is: exactly this is sent or saved. */
  readonly text: string;
  readonly leftOut: LeftOut;
}

interface Parts {
  readonly log: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly verdicts: readonly { readonly rule: string; readonly status: string; readonly severity: string }[];
}

/**
 * What IT needs to help from afar: versions, verdicts, facts, the last lines of the log. Nothing that reports don't say
 * but the log, and names are taken out of all of it. Where it is too much for one statement, the oldest lines of the log
 * go first, then the largest facts.
 */
export function makeSupportBundle(input: BundleInput): SupportBundle {
  const redact = redactor(input.named, namesWithin(input.state));
  const whole = partsOf(input, redact);
  let parts = whole;
  let bundle = render(input, parts, whole, redact);
  while (sizeOf(bundle.text) > maxBundleBytes) {
    const less = reduced(parts);
    if (less === null) break;
    parts = less;
    bundle = render(input, parts, whole, redact);
  }
  return bundle;
}

function partsOf({ state, log }: BundleInput, redact: (text: string) => string): Parts {
  const { assessment, description } = state;
  const fitted = assessment === null ? null : fitToWire(assessment, description ?? nothingKnown);
  return {
    // As one text: a key may stand over several lines.
    log: log.length === 0 ? [] : redact(log.join('\n')).split('\n'),
    facts: redactAll(fitted?.facts ?? {}, redact) as Parts['facts'],
    verdicts: redactAll(fitted?.verdicts ?? [], redact) as Parts['verdicts'],
  };
}

const nothingKnown = {
  ...{ hostname: '', manufacturer: '', model: '', serial: '' },
  ...{ osName: '', osVersion: '', cpu: '', memoryBytes: 0 },
};

/** @returns null where nothing more can go. */
function reduced(parts: Parts): Parts | null {
  const { log, facts, verdicts } = parts;
  if (log.length > 0) return { ...parts, log: log.slice(Math.ceil(log.length / 10)) };
  const [largest] = Object.keys(facts).sort((a, b) => sizeOf(facts[b]) - sizeOf(facts[a]));
  if (largest !== undefined) {
    const { [largest]: _gone, ...rest } = facts;
    return { ...parts, facts: rest };
  }
  const bare = verdicts.map(({ rule, status, severity }) => ({ rule, status, severity }));
  return sizeOf(bare) < sizeOf(verdicts) ? { ...parts, verdicts: bare } : null;
}

function render(
  { state, programs, madeAt }: BundleInput,
  parts: Parts,
  whole: Parts,
  redact: (text: string) => string,
): SupportBundle {
  const leftOut: LeftOut = {
    logLines: whole.log.length - parts.log.length,
    facts: Object.keys(whole.facts).filter((name) => !(name in parts.facts)),
    verdictTexts: parts.verdicts.length > 0 && sizeOf(parts.verdicts) < sizeOf(whole.verdicts),
  };
  const { assessment, reporting, keyProtection, profile, policyVersion } = state;
  const content = {
    kind: 'deskward-support-bundle',
    v: 1,
    madeAt: madeAt.toISOString(),
    programs,
    computer: redactAll(kindOfComputer(state), redact),
    reporting: redactAll(reporting, redact),
    keyProtection,
    profile,
    policyVersion,
    scannedAt: assessment?.scannedAt ?? null,
    durationMs: assessment?.durationMs ?? null,
    leftOut,
    verdicts: parts.verdicts,
    facts: parts.facts,
    log: parts.log,
  };
  return { text: JSON.stringify(content, null, 2), leftOut };
}

/** What it is, not which one it is. */
function kindOfComputer({ description }: AgentState): unknown {
  if (description === null) return null;
  const { hostname: _hostname, serial: _serial, ...kind } = description;
  return kind;
}

/** Bytes that it takes within a statement, where every quotation mark is two. */
function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
