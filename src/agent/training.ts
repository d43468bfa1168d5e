import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { known, unknown } from '../facts/fact.ts';
import { training } from '../facts/training.ts';
import type { Probe } from '../probes/probe.ts';
import { type Answer, scoreQuiz } from '../rules/quiz.ts';
import { rulebookVersion } from '../rules/rulebook.ts';
import { replaceFile } from './files/durable-file.ts';
import { describeError, type Log } from './log.ts';

export const trainingFileName = 'training.json';
const stored = training.value.shape.passed.unwrap();

/** What was kept when the questions were last passed. */
export function trainingProbe(folder: string): Probe {
  const path = join(folder, trainingFileName);
  const probe: Probe<'training'> = {
    fact: 'training',
    budgetMs: 5000,
    read: async () => {
      try {
        const passed = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
        return known({ rulebook: rulebookVersion, passed }, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT')
          return known({ rulebook: rulebookVersion, passed: null }, path);
        const isSpoilt = error instanceof z.ZodError || error instanceof SyntaxError;
        return unknown(isSpoilt ? 'unparsable' : 'failed', path, describeError(error));
      }
    },
  };
  // A list of probes of several facts can't say which value belongs to which; the name does.
  return probe as unknown as Probe;
}

/** `score`: right answers. `kept` false: the disk did not take that it was passed. */
export interface QuizResult {
  readonly score: number;
  readonly passed: boolean;
  readonly kept: boolean;
}

/** Counts the answers, and keeps that they were enough. `today`: YYYY-MM-DD, this computer's own. */
export async function takeQuiz(
  folder: string,
  answers: readonly Answer[],
  today: string,
  log: Log,
): Promise<QuizResult> {
  const { score, passed } = scoreQuiz(answers);
  if (!passed) return { score, passed, kept: true };
  const result = { rulebook: rulebookVersion, on: today, score };
  try {
    await replaceFile(join(folder, trainingFileName), JSON.stringify(result));
    return { score, passed, kept: true };
  } catch (error) {
    log.error(`The passed questions could not be kept: ${describeError(error)}`);
    return { score, passed, kept: false };
  }
}
