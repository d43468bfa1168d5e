import { isIP } from 'node:net';
import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export type Command =
  | {
      readonly name: 'serve';
      readonly data: string;
      readonly host: string;
      readonly port: number;
      readonly publicName: string | null;
      readonly certificate: { readonly certificateFile: string; readonly keyFile: string } | null;
      readonly verbose: boolean;
    }
  | {
      readonly name: 'token';
      readonly data: string;
      readonly profile: string;
      readonly department: string;
      readonly uses: number;
      readonly days: number;
      /** Written for a machine without a network; null: the string is printed. */
      readonly file: string | null;
    }
  | { readonly name: 'user'; readonly data: string; readonly user: string }
  | {
      readonly name: 'export-evidence';
      readonly data: string;
      readonly device: string;
      readonly file: string;
    }
  | { readonly name: 'policy-key'; readonly data: string; readonly moveTo: string | null }
  | {
      readonly name: 'sign-policy';
      readonly file: string;
      readonly signed: string;
      readonly key: string;
      readonly days: number;
    }
  | {
      readonly name: 'publish-policy';
      readonly data: string;
      readonly file: string;
      readonly percent: number;
      readonly department: string | null;
      readonly days: number;
    }
  | { readonly name: 'revoke'; readonly data: string; readonly device: string; readonly undo: boolean }
  | {
      readonly name: 'sign-off';
      readonly data: string;
      /** Null: all devices of `person`. */
      readonly device: string | null;
      readonly step: 'begin' | 'confirm' | 'cancel';
      readonly person: string;
      readonly reason: string;
      readonly by: string;
      readonly withoutScan: boolean;
    }
  | { readonly name: 'sign-offs'; readonly data: string; readonly json: boolean }
  | { readonly name: 'policies'; readonly data: string; readonly json: boolean }
  | {
      readonly name: 'roll-out';
      readonly data: string;
      readonly version: number;
      readonly percent: number;
    }
  | {
      readonly name: 'import';
      readonly data: string;
      readonly files: readonly string[];
      /** Folder of the replies; null: each beside its bundle. */
      readonly out: string | null;
    }
  | { readonly name: 'summary'; readonly data: string; readonly json: boolean }
  | { readonly name: 'help' };

export type ParsedArguments =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly detail: string };

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const data = { type: 'string', default: 'deskward-data' } as const;

/** Each command takes its own options and no others: a misspelt one must not be passed over. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.includes('--help') || args.includes('-h'))
    return { ok: true, command: { name: 'help' } };
  const parse = parsers[name];
  if (parse === undefined) return { ok: false, detail: name };
  try {
    return parse(rest);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

const parsers: Readonly<Record<string, (args: string[]) => ParsedArguments>> = {
  serve: parseServe,
  token: parseToken,
  user: parseUser,
  'policy-key': (args) => {
    const { values } = parseArgs({ args, options: { data, move: text } });
    return found({ name: 'policy-key', data: values.data, moveTo: values.move ?? null });
  },
  'sign-policy': parseSignPolicy,
  'publish-policy': parsePublishPolicy,
  revoke: (args) => {
    const { values, positionals } = parseArgs({
      args,
      options: { data, undo: flag },
      allowPositionals: true,
    });
    const [device, ...more] = positionals;
    if (device === undefined || more.length > 0) return { ok: false, detail: 'revoke DEVICE' };
    return found({ name: 'revoke', device, ...values });
  },
  'sign-off': parseSignOff,
  'sign-offs': (args) => {
    const { values } = parseArgs({ args, options: { data, json: flag } });
    return found({ name: 'sign-offs', ...values });
  },
  policies: (args) => {
    const { values } = parseArgs({ args, options: { data, json: flag } });
    return found({ name: 'policies', ...values });
  },
  'roll-out': (args) => {
    const { values, positionals } = parseArgs({
      args,
      options: { data, percent: text },
      allowPositionals: true,
    });
    const version = wholeNumber(positionals[0] ?? '');
    const percent = percentage(values.percent);
    if (version === null || positionals.length > 1) return { ok: false, detail: 'roll-out VERSION' };
    if (percent === null) return { ok: false, detail: `--percent ${values.percent}` };
    return found({ name: 'roll-out', data: values.data, version, percent });
  },
  'export-evidence': (args) => {
    const { values, positionals } = parseArgs({ args, options: { data }, allowPositionals: true });
    const [device, file, ...more] = positionals;
    if (device === undefined || file === undefined || more.length > 0)
      return { ok: false, detail: 'export-evidence DEVICE FILE' };
    return found({ name: 'export-evidence', data: values.data, device, file });
  },
  import: (args) => {
    const { values, positionals } = parseArgs({ args, options: { data, out: text }, allowPositionals: true });
    if (positionals.length === 0) return { ok: false, detail: 'import FILE…' };
    return found({ name: 'import', data: values.data, files: positionals, out: values.out ?? null });
  },
  summary: (args) => {
    const { values } = parseArgs({ args, options: { data, json: flag } });
    return found({ name: 'summary', ...values });
  },
};

function parseServe(args: string[]): ParsedArguments {
  const options = { data, host: text, port: text, name: text, cert: text, key: text, verbose: flag } as const;
  const { values } = parseArgs({ args, options });
  const { host = '127.0.0.1', name: publicName = null, cert, key, verbose } = values;
  const port = wholeNumber(values.port ?? '8470');
  if (port === null || port > 65_535) return { ok: false, detail: `--port ${values.port}` };
  if (publicName !== null && !isHost(publicName)) return { ok: false, detail: `--name ${publicName}` };
  if ((cert === undefined) !== (key === undefined)) return { ok: false, detail: '--cert FILE --key FILE' };
  const certificate =
    cert === undefined || key === undefined ? null : { certificateFile: cert, keyFile: key };
  return found({ name: 'serve', data: values.data, host, port, publicName, certificate, verbose });
}

function parseToken(args: string[]): ParsedArguments {
  const options = { data, profile: text, department: text, uses: text, days: text, file: text } as const;
  const { values } = parseArgs({ args, options });
  const uses = wholeNumber(values.uses ?? '1');
  const days = wholeNumber(values.days ?? '7');
  if (uses === null) return { ok: false, detail: `--uses ${values.uses}` };
  if (days === null) return { ok: false, detail: `--days ${values.days}` };
  const { profile = 'standard', department = '', file = null } = values;
  return found({ name: 'token', data: values.data, profile, department, uses, days, file });
}

function parseUser(args: string[]): ParsedArguments {
  const { values, positionals } = parseArgs({ args, options: { data }, allowPositionals: true });
  const [user, ...more] = positionals;
  if (user === undefined || more.length > 0) return { ok: false, detail: 'user NAME' };
  return found({ name: 'user', data: values.data, user });
}

function parseSignPolicy(args: string[]): ParsedArguments {
  const options = { key: text, days: text } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file, signed, ...more] = positionals;
  const days = wholeNumber(values.days ?? '365');
  if (file === undefined || signed === undefined || values.key === undefined || more.length > 0)
    return { ok: false, detail: 'sign-policy POLICY SIGNED --key FILE' };
  if (days === null || days === 0) return { ok: false, detail: `--days ${values.days}` };
  return found({ name: 'sign-policy', file, signed, key: values.key, days });
}

function parsePublishPolicy(args: string[]): ParsedArguments {
  const options = { data, percent: text, department: text, days: text } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file, ...more] = positionals;
  const [percent, days] = [percentage(values.percent), wholeNumber(values.days ?? '365')];
  if (file === undefined || more.length > 0) return { ok: false, detail: 'publish-policy FILE' };
  if (percent === null) return { ok: false, detail: `--percent ${values.percent}` };
  if (days === null || days === 0) return { ok: false, detail: `--days ${values.days}` };
  const { department = null } = values;
  return found({ name: 'publish-policy', data: values.data, file, percent, department, days });
}

function parseSignOff(args: string[]): ParsedArguments {
  const options = {
    ...{ data, person: text, reason: text, by: text },
    ...{ confirm: flag, cancel: flag, 'without-scan': flag },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const { person = '', reason = '', by = '', confirm, cancel, 'without-scan': withoutScan } = values;
  const [device = null, ...more] = positionals;
  if ((device === null && person.trim() === '') || more.length > 0)
    return { ok: false, detail: 'sign-off DEVICE | --person NAME' };
  if (confirm && cancel) return { ok: false, detail: '--confirm --cancel' };
  if (person.length > 100 || by.length > 100 || reason.length > 500)
    return { ok: false, detail: '--person, --by: 100; --reason: 500' };
  const step = confirm ? 'confirm' : cancel ? 'cancel' : 'begin';
  return found({
    name: 'sign-off',
    data: values.data,
    device,
    step,
    person: person.trim(),
    reason: reason.trim(),
    by,
    withoutScan,
  });
}

/** 100 where it is not said. */
function percentage(value = '100'): number | null {
  const number = wholeNumber(value);
  return number === null || number > 100 ? null : number;
}

/** What an enrolment string can name. */
function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text);
}

function wholeNumber(value: string): number | null {
  return /^\d{1,6}$/.test(value) ? Number(value) : null;
}

function found(command: Command): ParsedArguments {
  return { ok: true, command };
}
