import { describe } from 'vitest';
import { testCases } from './rule-case.ts';
import { cases } from './training.cases.ts';

describe('training', () => testCases('training', cases));
