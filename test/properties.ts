import fc from 'fast-check';
import { ofWhole } from './effort.ts';

// A property that doesn't say how often it is tried: 100 times, as fast-check would, and 10,000 times in a long run.
fc.configureGlobal({ numRuns: ofWhole(10_000, 100) });
