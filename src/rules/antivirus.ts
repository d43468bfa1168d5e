import * as z from 'zod';
import type { AntivirusProduct } from '../facts/antivirus.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;
/** Signatures dated further ahead than this cannot be true; the clock or the file lies. */
const clockTolerance = dayInMs;

/** How a product that fails could come to pass, the nearest first: of several, a person mends that one. */
const failures = [
  'old-signatures',
  'outdated-signatures',
  'snoozed',
  'expired',
  'no-real-time',
  'not-running',
] as const;
type Failure = (typeof failures)[number];
type Doubt = NonNullable<AntivirusProduct['doubt']>;

/** Of one product. `dated`: its signatures are fresh by their date, not by its own word alone. */
type Finding =
  | { readonly status: 'pass'; readonly dated: boolean; readonly product: AntivirusProduct }
  | { readonly status: 'fail'; readonly what: Failure; readonly product: AntivirusProduct }
  | {
      readonly status: 'unknown';
      readonly what: Doubt | 'state-unknown' | 'signatures-unknown' | 'future-signatures';
      readonly product: AntivirusProduct;
    };

/** An antivirus is installed, watches in real time, and its signatures are fresh. One such product is enough. */
export const antivirus = defineRule({
  id: 'antivirus',
  clauses: ['IS-9'],
  needs: 'antivirus',
  limits: z.strictObject({
    signatureDays: z.number().positive().describe('days; the oldest that signatures may be'),
  }),
  remedies: {
    linux: { settingsPage: 'antivirus', by: 'it' },
    windows: { settingsPage: 'antivirus', by: 'user' },
    macos: { settingsPage: 'antivirus', by: 'user' },
  },
  describeLimit: (limits) => ({ id: 'antivirus.limit', values: { days: limits.signatureDays } }),
  judge({ products, unread = [] }, limits, moment) {
    const days = limits.signatureDays;
    const findings = products.map((product) => examine(product, days, moment.at));
    const passing = findings.filter((finding) => finding.status === 'pass');
    const best = passing.find((finding) => finding.dated) ?? passing[0];
    if (best !== undefined) return pass(best.dated ? seen(products) : reported(products, best.product));
    const open = findings.find((finding) => finding.status === 'unknown');
    if (open !== undefined) return undecided(seen(products), reasonOf(open.what, open.product, days));
    const [hidden] = unread;
    if (hidden !== undefined)
      return undecided(seen(products), {
        id: 'antivirus.reason.unread',
        values: { source: hidden.source },
      });
    const nearest = findings.filter((finding) => finding.status === 'fail').toSorted(byNearness)[0];
    if (nearest === undefined) return fail(seen(products), { id: 'antivirus.reason.none' });
    return fail(seen(products), reasonOf(nearest.what, nearest.product, days));
  },
});

function examine(product: AntivirusProduct, limitDays: number, at: string): Finding {
  const { running, realTime, signaturesAt, signatures = 'unknown', doubt } = product;
  if (running === 'off') return { status: 'fail', what: 'not-running', product };
  if (realTime === 'off') return { status: 'fail', what: 'no-real-time', product };
  if (realTime === 'snoozed' || realTime === 'expired') return { status: 'fail', what: realTime, product };
  const age = signaturesAt === null ? 0 : Date.parse(at) - Date.parse(signaturesAt);
  if (age > limitDays * dayInMs) return { status: 'fail', what: 'old-signatures', product };
  if (signatures === 'outdated') return { status: 'fail', what: 'outdated-signatures', product };
  if (age < -clockTolerance) return { status: 'unknown', what: 'future-signatures', product };
  if (running === 'unknown' || realTime === 'unknown')
    return { status: 'unknown', what: doubt ?? 'state-unknown', product };
  if (signaturesAt !== null) return { status: 'pass', dated: true, product };
  if (signatures === 'current') return { status: 'pass', dated: false, product };
  return { status: 'unknown', what: doubt ?? 'signatures-unknown', product };
}

function byNearness(one: { what: Failure }, other: { what: Failure }): number {
  return failures.indexOf(one.what) - failures.indexOf(other.what);
}

function seen(products: readonly AntivirusProduct[]): Message {
  if (products.length === 0) return { id: 'antivirus.observed.none' };
  return { id: 'antivirus.observed.products', values: { products: products.map((each) => each.name) } };
}

function reported(products: readonly AntivirusProduct[], { name }: AntivirusProduct): Message {
  return {
    id: 'antivirus.observed.reported',
    values: { products: products.map((each) => each.name), product: name },
  };
}

function reasonOf(what: string, { name, signaturesAt, source }: AntivirusProduct, days: number): Message {
  const dated = what === 'old-signatures' && { signaturesAt, days };
  const doubted = (what === 'conflicting' || what === 'single-source') && { source };
  return { id: `antivirus.reason.${what}`, values: { product: name, ...dated, ...doubted } };
}
