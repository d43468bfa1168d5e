import { describe } from 'vitest';
import { testCases } from './rule-case.ts';
import { cases } from './sharing.cases.ts';

describe('sharing', () => testCases('sharing', cases));
