import { describe } from 'vitest';
import { cases } from './antivirus.cases.ts';
import { testCases } from './rule-case.ts';

describe('antivirus', () => testCases('antivirus', cases));
