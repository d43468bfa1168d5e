import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  type StatementContent,
  type StatementReceipt,
  statementContent,
  statementType,
} from '../../protocol/statement.ts';
import { replaceFile } from '../files/durable-file.ts';
import { signCompact } from '../identity/jws.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { describeError, type Log } from '../log.ts';

export const statementFileName = 'statements.json';
/** Statements that are done with and still shown to who made them. */
const shownAfterwards = 20;

/** `content` goes once the endpoint has it: what it says is nobody's business on this disk any more. */
const statement = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: z.iso.datetime(),
  content: statementContent.nullable(),
  receipt: z.string().nullable(),
  refusal: z.string().nullable(),
});
const stored = z.array(statement);
export type KeptStatement = z.infer<typeof statement>;

/** What a person said and the endpoint has not yet: on the disk before anything else happens to it, oldest first. */
export class StatementBox {
  readonly #path: string;
  #kept: readonly KeptStatement[];
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, kept: readonly KeptStatement[]) {
    this.#path = path;
    this.#kept = kept;
  }

  /** A file that makes no sense is set aside for IT. */
  static open(folder: string, log: Log): StatementBox {
    const path = join(folder, statementFileName);
    try {
      return new StatementBox(path, stored.parse(JSON.parse(readFileSync(path, 'utf8'))));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') setAside(path, error, log);
      return new StatementBox(path, []);
    }
  }

  /** The oldest first. */
  get all(): readonly KeptStatement[] {
    return this.#kept;
  }

  /** How many the endpoint has not, and may still take. */
  get waiting(): number {
    return this.#kept.filter(({ content }) => content !== null).length;
  }

  /** The one that goes next: a suspected leak before everything else, else the oldest. */
  get first(): (KeptStatement & { readonly content: StatementContent }) | null {
    const waiting = this.#kept.flatMap(({ content, ...rest }) =>
      content === null ? [] : [{ content, ...rest }],
    );
    return waiting.find(({ kind }) => kind === 'incident') ?? waiting[0] ?? null;
  }

  /** Resolves when the disk has it. @throws the error of the file system; then nothing was kept. */
  async add(content: StatementContent, at: string): Promise<KeptStatement> {
    const made = { id: randomUUID(), kind: content.kind, at, content, receipt: null, refusal: null };
    await this.#change((kept) => [...kept, made]);
    return made;
  }

  /** The endpoint has it. Where that can't be written down it is sent again after a restart, and taken once all the same. */
  delivered({ id, receipt }: Pick<StatementReceipt, 'id' | 'receipt'>): Promise<void> {
    return this.#settle(id, { content: null, receipt });
  }

  /** The endpoint will never take it; it stays here, with what the endpoint said. */
  refused(id: string, refusal: string): Promise<void> {
    return this.#settle(id, { content: null, refusal });
  }

  async #settle(id: string, change: Partial<KeptStatement>): Promise<void> {
    const settled = (kept: readonly KeptStatement[]) =>
      kept.map((one) => (one.id === id ? { ...one, ...change } : one));
    await this.#change(settled).catch(() => {
      this.#kept = settled(this.#kept);
    });
  }

  /** One change at a time: what is in memory is what the disk has. */
  #change(how: (kept: readonly KeptStatement[]) => readonly KeptStatement[]): Promise<void> {
    const run = this.#last.then(async () => {
      const kept = withoutOldest(how(this.#kept));
      await replaceFile(this.#path, JSON.stringify(kept));
      this.#kept = kept;
    });
    this.#last = run.catch(() => undefined);
    return run;
  }
}

function withoutOldest(kept: readonly KeptStatement[]): readonly KeptStatement[] {
  const done = kept.filter(({ content }) => content === null);
  const gone = new Set(done.slice(0, Math.max(0, done.length - shownAfterwards)));
  return kept.filter((one) => !gone.has(one));
}

function setAside(path: string, why: unknown, log: Log): void {
  try {
    renameSync(path, `${path}.spoilt`);
    log.error(`${path} could not be read and was set aside: ${describeError(why)}`);
  } catch (error) {
    log.error(`${path} could neither be read nor set aside: ${describeError(error)}`);
  }
}

/** Signed when it leaves, so that it outlives a new enrolment. */
export function signStatement(
  { id, at, content }: KeptStatement,
  identity: Identity,
  device: string,
): Promise<string> {
  const payload = JSON.stringify({ v: 1, device, id, at, ...content });
  return signCompact(identity, { typ: statementType, kid: device }, payload);
}
