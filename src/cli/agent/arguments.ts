import { parseArgs } from 'node:util';
import { describeError } from '../../agent/log.ts';
import type { ScanOptions } from './scan-command.ts';

/** What was asked for on the command line. */
export type Command =
  | ({ readonly name: 'scan' } & ScanOptions)
  | { readonly name: 'rules' | 'status'; readonly json: boolean }
  | { readonly name: 'enrol'; readonly stringOrFile: string; readonly newKey: boolean }
  | { readonly name: 'verify'; readonly file: string; readonly json: boolean; readonly key: string | null }
  | { readonly name: 'export' | 'import'; readonly file: string }
  | { readonly name: 'rotate-key' | 'check' }
  | { readonly name: 'run'; readonly once: boolean }
  | { readonly name: 'help' };

export type ParsedArguments =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly detail: string };

/** Each command takes its own options and no others: a misspelt one must not be passed over. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const [name, ...rest] = args;
  if (name === 'help' || args.includes('--help') || args.includes('-h')) return found({ name: 'help' });
  try {
    return commandOf(name ?? '', rest);
  } catch (error) {
    return { ok: false, detail: describeError(error) };
  }
}

function commandOf(name: string, args: string[]): ParsedArguments {
  const json = { type: 'boolean', default: false } as const;
  if (name === 'scan') {
    const options = { json, rule: { type: 'string', multiple: true }, policy: { type: 'string' } } as const;
    const { values } = parseArgs({ args, options });
    return found({ name, json: values.json, rules: values.rule ?? [], policyFile: values.policy ?? null });
  }
  if (name === 'rules' || name === 'status')
    return found({ name, json: parseArgs({ args, options: { json } }).values.json });
  if (name === 'run') return found({ name, once: parseArgs({ args, options: { once: json } }).values.once });
  if (name === 'rotate-key' || name === 'check') {
    parseArgs({ args, options: {} });
    return found({ name });
  }
  if (name === 'enrol') {
    const { values, positionals } = parseArgs({ args, options: { 'new-key': json }, allowPositionals: true });
    const [stringOrFile, ...more] = positionals;
    if (stringOrFile !== undefined && more.length === 0)
      return found({ name, stringOrFile, newKey: values['new-key'] });
    return { ok: false, detail: 'enrol [--new-key] STRING' };
  }
  if (name === 'export' || name === 'import') {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file !== undefined && more.length === 0) return found({ name, file });
    return { ok: false, detail: `${name} FILE` };
  }
  if (name === 'verify') {
    const options = { json, key: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file !== undefined && more.length === 0)
      return found({ name, file, json: values.json, key: values.key ?? null });
    return { ok: false, detail: 'verify FILE' };
  }
  return { ok: false, detail: name };
}

function found(command: Command): ParsedArguments {
  return { ok: true, command };
}
