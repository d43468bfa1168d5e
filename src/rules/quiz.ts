import type { Clause } from './rule.ts';
import { articles } from './rulebook.ts';

/** How many questions are drawn, and how many right answers are enough. */
export const drawn = 10;
export const passMark = 8;

/** One right answer and two that are not, as the `training` locale files have them under `question.<id>`. */
export const options = ['right', 'wrong-1', 'wrong-2'] as const;
export type Option = (typeof options)[number];

export interface Question {
  readonly id: string;
  /** Where the right answer stands. */
  readonly clause: Clause;
}

export interface DrawnQuestion extends Question {
  /** In the order in which they are shown. */
  readonly options: readonly Option[];
}

export interface Answer {
  readonly question: string;
  readonly chosen: Option;
}

const perArticle = 3;
/** The article with the most to ask about. */
const oneMore: Clause = 'CR-10';

/** Forty questions: three for each article, and one more. */
export const questions: readonly Question[] = articles.flatMap((clause) =>
  Array.from({ length: clause === oneMore ? perArticle + 1 : perArticle }, (_, index) => ({
    id: `${clause}-${index + 1}`,
    clause,
  })),
);

/** @param random from 0 up to 1. */
export function drawQuiz(random: () => number): DrawnQuestion[] {
  return shuffled(questions, random)
    .slice(0, drawn)
    .map((question) => ({ ...question, options: shuffled(options, random) }));
}

/** Pure. A question that is answered twice, or that there is not, counts for nothing. */
export function scoreQuiz(answers: readonly Answer[]): { readonly score: number; readonly passed: boolean } {
  const chosen = new Map(answers.map(({ question, chosen: option }) => [question, option]));
  const score = questions.filter(({ id }) => chosen.get(id) === 'right').length;
  const isWhole = answers.length === drawn && chosen.size === drawn;
  return { score, passed: isWhole && score >= passMark };
}

/** Fisher and Yates: each order is as likely as any other. */
function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const left = [...things];
  const taken: T[] = [];
  while (left.length > 0) taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}
