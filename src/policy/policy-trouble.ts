import type * as z from 'zod';
import type { Message } from '../rules/verdict.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a checked value has against it, as a sentence of the `policy` locale files: zod's own words are English, and its
 * Chinese ones speak to programmers. `isMissing`: nothing stands there.
 */
export function troubleOf(issue: Issue | undefined, isMissing: boolean): Message {
  if (issue === undefined) return { id: 'wrong' };
  if (isMissing) return { id: 'missing' };
  switch (issue.code) {
    case 'invalid_type':
      return { id: `type.${issue.expected}` };
    case 'invalid_value':
      return { id: 'one-of', values: { values: issue.values.join(' | ') } };
    case 'unrecognized_keys':
      return { id: 'unknown-key', values: { key: issue.keys[0] ?? '' } };
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return { id: isNumber(issue) ? 'most' : 'longest', values: { limit: Number(issue.maximum) } };
    case 'invalid_format':
      // The one form that a limit has: rules/calendar-span.ts.
      return { id: 'span' };
    default:
      return { id: 'wrong' };
  }
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): Message {
  const limit = Number(issue.minimum);
  if (!isNumber(issue)) return { id: 'shortest', values: { limit } };
  return { id: issue.inclusive === true ? 'least' : 'more-than', values: { limit } };
}

function isNumber({ origin }: { readonly origin: string }): boolean {
  return origin === 'number' || origin === 'int';
}
