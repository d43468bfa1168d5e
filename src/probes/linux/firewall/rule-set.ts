import * as z from 'zod';

/** What lets packets in, of an IP family: kept out, all let in, or nothing that this reading can vouch for. */
export type Guard = 'closed' | 'open' | 'unclear';

const statement = z.record(z.string(), z.unknown());
const chainSchema = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  hook: z.string().optional(),
  type: z.string().optional(),
  policy: z.string().optional(),
});
const ruleSchema = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  expr: z.array(statement),
});
const ruleSetSchema = z.object({
  nftables: z.array(z.object({ chain: chainSchema.optional(), rule: ruleSchema.optional() })),
});
type Chain = z.infer<typeof chainSchema>;
type Statements = z.infer<typeof ruleSchema>['expr'];

/** `nft -j list ruleset` (libnftables-json(5)). */
export class RuleSet {
  readonly #chains: readonly Chain[];
  readonly #rules: readonly z.infer<typeof ruleSchema>[];

  private constructor(entries: z.infer<typeof ruleSetSchema>['nftables']) {
    this.#chains = entries.flatMap(({ chain }) => chain ?? []);
    this.#rules = entries.flatMap(({ rule }) => rule ?? []);
  }

  /** @returns undefined for anything but a rule set. */
  static parse(output: string): RuleSet | undefined {
    try {
      const decoded = ruleSetSchema.safeParse(JSON.parse(output));
      return decoded.success ? new RuleSet(decoded.data.nftables) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A packet has to pass every chain at the hook: one that ends with "no" keeps it out (nft(8), "Chains"). */
  guards(family: 'ip' | 'ip6'): Guard {
    const doors = this.#chains.filter(
      (chain) => chain.hook === 'input' && chain.type === 'filter' && [family, 'inet'].includes(chain.family),
    );
    if (doors.some((chain) => this.#endsWithNo(chain) && !this.#acceptsAll(chain, new Set())))
      return 'closed';
    return doors.some((chain) => this.#mayRefuse(chain, new Set())) ? 'unclear' : 'open';
  }

  #endsWithNo(chain: Chain): boolean {
    const last = this.#statementsOf(chain).at(-1);
    return chain.policy === 'drop' || (last !== undefined && isAlways(last) && isRefusal(last));
  }

  /** Whether something on the way says yes to whatever comes by; who jumps there under a condition is not looked at. */
  #acceptsAll(chain: Chain, seen: Set<string>): boolean {
    return this.#anyOf(chain, seen, (statements) => isAlways(statements) && has(statements, 'accept'));
  }

  #mayRefuse(chain: Chain, seen: Set<string>): boolean {
    return chain.policy === 'drop' || this.#anyOf(chain, seen, mayRefuse);
  }

  #anyOf(chain: Chain, seen: Set<string>, is: (statements: Statements) => boolean): boolean {
    seen.add(chain.name);
    return this.#statementsOf(chain).some((statements) => {
      if (is(statements)) return true;
      return targetsOf(statements).some((name) => {
        const target = this.#chains.find((other) => isBeside(other, chain) && other.name === name);
        return target !== undefined && !seen.has(name) && this.#anyOf(target, seen, is);
      });
    });
  }

  #statementsOf(chain: Chain): Statements[] {
    const own = this.#rules.filter((rule) => isBeside(rule, chain) && rule.chain === chain.name);
    return own.map((rule) => rule.expr);
  }
}

type InTable = Pick<Chain, 'family' | 'table'>;

function isBeside(one: InTable, other: InTable): boolean {
  return one.family === other.family && one.table === other.table;
}

function has(statements: Statements, name: string): boolean {
  return statements.some((each) => name in each);
}

function isRefusal(statements: Statements): boolean {
  return has(statements, 'drop') || has(statements, 'reject');
}

/** A verdict map holds answers that are not looked into. */
function mayRefuse(statements: Statements): boolean {
  return isRefusal(statements) || has(statements, 'vmap');
}

/** Statements that every packet meets: counting and noting ask nothing. */
const unconditional = ['accept', 'drop', 'reject', 'counter', 'log', 'comment'];

function isAlways(statements: Statements): boolean {
  return statements.every((each) => Object.keys(each).every((name) => unconditional.includes(name)));
}

function targetsOf(statements: Statements): string[] {
  return statements.flatMap(({ jump, goto }) =>
    [jump, goto].flatMap((to) => (isTarget(to) ? [to.target] : [])),
  );
}

function isTarget(value: unknown): value is { readonly target: string } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'target') === 'string';
}
