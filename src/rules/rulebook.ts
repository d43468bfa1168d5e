import type { Clause } from './rule.ts';

/** Grows when its text changes in substance: whoever read an earlier one reads it again. */
export const rulebookVersion = 1;

/** The articles that everybody reads, in that order; their text is `article.<clause>` of the `training` locale files. */
export const articles: readonly Clause[] = [
  'IS-1',
  'IS-2',
  'IS-3',
  'IS-4',
  'IS-5',
  'IS-6',
  'IS-7',
  'IS-8',
  'IS-9',
  'IS-10',
  'IS-11',
  'IS-12',
  'CR-10',
];
