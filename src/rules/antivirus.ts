import * as z from 'zod';
import type { AntivirusProduct } from '../facts/antivirus.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;
/** Signatures dated further ahead than this cannot be true; the clock or the file lies. */
const clockTolerance = dayInMs;

type Finding = { readonly status: 'pass' | 'fail' | 'unknown'; readonly reason: Message };

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
  judge(value, limits, moment) {
    if (value.products.length === 0)
      return fail({ id: 'antivirus.observed.none' }, { id: 'antivirus.reason.none' });
    const observed: Message = {
      id: 'antivirus.observed.products',
      values: { products: value.products.map((product) => product.name) },
    };
    const findings = value.products.map((product) => examine(product, limits.signatureDays, moment.at));
    if (findings.some((finding) => finding.status === 'pass')) return pass(observed);
    const open = findings.find((finding) => finding.status === 'unknown');
    if (open !== undefined) return undecided(observed, open.reason);
    return fail(observed, findings[0]?.reason ?? { id: 'antivirus.reason.none' });
  },
});

function examine(product: AntivirusProduct, limitDays: number, at: string): Finding {
  const say = (status: Finding['status'], what: string, values = {}): Finding => ({
    status,
    reason: { id: `antivirus.reason.${what}`, values: { product: product.name, ...values } },
  });
  if (product.running === 'off') return say('fail', 'not-running');
  if (product.realTime === 'off') return say('fail', 'no-real-time');
  if (product.signaturesAt !== null) {
    const age = Date.parse(at) - Date.parse(product.signaturesAt);
    if (age > limitDays * dayInMs)
      return say('fail', 'old-signatures', { signaturesAt: product.signaturesAt, days: limitDays });
    if (age < -clockTolerance) return say('unknown', 'future-signatures');
  }
  if (product.running === 'unknown' || product.realTime === 'unknown') return say('unknown', 'state-unknown');
  if (product.signaturesAt === null) return say('unknown', 'signatures-unknown');
  return say('pass', 'none');
}
