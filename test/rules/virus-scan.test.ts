import { describe } from 'vitest';
import { testCases } from './rule-case.ts';
import { cases } from './virus-scan.cases.ts';

describe('virus-scan', () => testCases('virus-scan', cases));
