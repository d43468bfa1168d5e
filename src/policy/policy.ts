import {
  findNodeAtLocation,
  getNodePath,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import * as z from 'zod';
import { findRule } from '../rules/registry.ts';
import { type Message, severities } from '../rules/verdict.ts';
import defaultPolicyData from './default-policy.json' with { type: 'json' };
import { findTooDeep } from './json-depth.ts';
import { nearestRule } from './nearest-rule.ts';
import { troubleOf } from './policy-trouble.ts';

/** What a machine is used for; IT gives each device one. */
export const profiles = ['standard', 'confidential', 'dedicated'] as const;
export type Profile = (typeof profiles)[number];

const ruleEntry = z.strictObject({ severity: z.enum(severities), limits: z.record(z.string(), z.unknown()) });
const ruleEntries = z.record(z.string(), ruleEntry);

/** A policy of an earlier version says nothing of it. */
export const keyDays = z
  .int()
  .min(1)
  .max(3650)
  .default(365)
  .describe('days that a device uses its key before it takes a new one');

const policySchema = z.strictObject({
  version: z.int().positive().describe('grows with every change'),
  keyDays,
  profiles: z.strictObject({ standard: ruleEntries, confidential: ruleEntries, dedicated: ruleEntries }),
});

export type PolicyEntry = z.infer<typeof ruleEntry>;
export type Policy = z.infer<typeof policySchema>;

/** Where a policy is wrong: 1-based line and column in the text, and the path of the value. `trouble`: of the `policy` locale files. */
export interface PolicyError {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly trouble: Message;
}
/** A rule that this version does not know, with the one that was probably meant. */
export interface UnknownRule extends Omit<PolicyError, 'trouble'> {
  readonly rule: string;
  readonly nearest: string | null;
}
export type DecodedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly unknownRules: readonly UnknownRule[] }
  | { readonly ok: false; readonly error: PolicyError };

/** Braces and brackets within each other; a policy has five, and parsers call themselves for each. */
const deepest = 100;

/** Rules that this version does not know are kept and never judged: agents and policies are not upgraded together. */
export function decodePolicy(written: string): DecodedPolicy {
  // Windows' editors begin a file with a byte order mark, which is no part of the text (RFC 8259, 8.1).
  const text = written.replace(/^\uFEFF/, '');
  const tooDeep = findTooDeep(text, deepest);
  if (tooDeep !== undefined) return failAt(text, tooDeep, '', { id: 'too-deep', values: { deepest } });
  const syntax: ParseError[] = [];
  const tree = parseTree(text, syntax, { disallowComments: true });
  const [wrong] = syntax;
  if (tree === undefined) return failAt(text, 0, '', { id: 'empty' });
  if (wrong !== undefined)
    return failAt(text, wrong.offset, '', { id: `syntax.${printParseErrorCode(wrong.error)}` });
  const duplicate = findDuplicateKey(tree);
  if (duplicate !== undefined)
    return failAt(text, duplicate.offset, getNodePath(duplicate).join('.'), { id: 'twice' });
  const parsed = policySchema.safeParse(JSON.parse(text));
  if (!parsed.success) return failWith(text, tree, parsed.error, []);
  return checkLimits(text, tree, parsed.data);
}

/** The policy that an agent uses until IT gives it another. */
export function defaultPolicy(): Policy {
  return policySchema.parse(defaultPolicyData);
}

function checkLimits(text: string, tree: Node, policy: Policy): DecodedPolicy {
  for (const profile of profiles)
    for (const [id, entry] of Object.entries(policy.profiles[profile])) {
      const checked = findRule(id)?.limits.safeParse(entry.limits);
      if (checked?.success === false)
        return failWith(text, tree, checked.error, ['profiles', profile, id, 'limits']);
    }
  return { ok: true, policy, unknownRules: findUnknownRules(text, tree, policy) };
}

/** Each once, where it stands first. */
function findUnknownRules(text: string, tree: Node, policy: Policy): UnknownRule[] {
  const places = new Map<string, readonly string[]>();
  for (const profile of profiles)
    for (const rule of Object.keys(policy.profiles[profile]))
      if (findRule(rule) === undefined && !places.has(rule)) places.set(rule, ['profiles', profile, rule]);
  return [...places].map(([rule, path]) => ({
    ...placeAt(text, nearestNode(tree, path).parent?.offset ?? 0),
    path: path.join('.'),
    rule,
    nearest: nearestRule(rule),
  }));
}

function failWith(text: string, tree: Node, error: z.ZodError, base: readonly string[]): DecodedPolicy {
  const [issue] = error.issues;
  const place = [...base, ...(issue?.path ?? [])];
  const path = place.map(String);
  const isMissing = findNodeAtLocation(tree, place as JSONPath) === undefined;
  const unexpected = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const node = nearestNode(tree, unexpected === undefined ? path : [...path, unexpected]);
  return failAt(text, node.offset, path.join('.'), troubleOf(issue, isMissing));
}

/** Where a value is missing, its nearest enclosing one is shown. */
function nearestNode(tree: Node, path: readonly string[]): Node {
  let node = tree;
  for (const step of path) {
    const next =
      node.type === 'array'
        ? node.children?.[Number(step)]
        : node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** JSON.parse keeps the last of two equal keys in silence; a policy must not have a hidden twin. */
function findDuplicateKey(node: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      const key = child.children?.[0];
      if (key !== undefined && seen.has(key.value)) return key;
      seen.add(key?.value);
    }
    const inner = findDuplicateKey(child);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function failAt(text: string, offset: number, path: string, trouble: Message): DecodedPolicy {
  return { ok: false, error: { ...placeAt(text, offset), path, trouble } };
}

function placeAt(text: string, offset: number): Pick<PolicyError, 'line' | 'column'> {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
