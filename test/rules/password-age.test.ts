import { describe } from 'vitest';
import { cases } from './password-age.cases.ts';
import { testCases } from './rule-case.ts';

describe('password-age', () => testCases('password-age', cases));
