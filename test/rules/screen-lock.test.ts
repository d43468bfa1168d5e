import { describe } from 'vitest';
import { testCases } from './rule-case.ts';
import { cases } from './screen-lock.cases.ts';

describe('screen-lock', () => testCases('screen-lock', cases));
