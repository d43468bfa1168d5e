import { expect, test } from 'vitest';
import { type Answer, drawn, drawQuiz, options, questions, scoreQuiz } from '../../src/rules/quiz.ts';
import { articles } from '../../src/rules/rulebook.ts';
import rulesEn from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import en from '../../src/ui/locales/en/training.json' with { type: 'json' };
import rulesZh from '../../src/ui/locales/zh-CN/rules.json' with { type: 'json' };
import zh from '../../src/ui/locales/zh-CN/training.json' with { type: 'json' };

const answersOf = (right: number): Answer[] =>
  questions
    .slice(0, drawn)
    .map(({ id }, index) => ({ question: id, chosen: index < right ? 'right' : 'wrong-1' }));

test('forty questions, each with its three answers and its clause, in both languages', () => {
  expect(questions).toHaveLength(40);
  const ids = questions.map(({ id }) => id);
  for (const [words, rules] of [
    [en, rulesEn],
    [zh, rulesZh],
  ] as const) {
    expect(Object.keys(words.question).sort()).toEqual([...ids].sort());
    expect(Object.keys(words.article)).toEqual([...articles]);
    const said: Readonly<Record<string, Readonly<Record<string, string>>>> = words.question;
    for (const { id, clause } of questions) {
      expect(new Set(options.map((option) => said[id]?.[option])).size, id).toBe(3);
      expect(rules.clause).toHaveProperty(clause);
    }
    expect(new Set(ids.map((id) => Object.values(said[id] ?? {})[0])).size).toBe(40);
  }
});

test('ten different ones are drawn, each with all of its answers; every one can be drawn, in any order', () => {
  let seed = 1;
  // A generator of its own (Park and Miller), so that the test draws the same each time.
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const seen = new Set<string>();
  const first = new Set<string>();
  for (let draw = 0; draw < 100; draw += 1) {
    const quiz = drawQuiz(random);
    expect(new Set(quiz.map(({ id }) => id)).size).toBe(drawn);
    for (const question of quiz) {
      expect([...question.options].sort()).toEqual([...options].sort());
      seen.add(question.id);
      first.add(question.options[0] ?? '');
    }
  }
  expect(seen.size).toBe(40);
  expect([...first].sort()).toEqual([...options].sort());
});

test.each([
  [10, true],
  [8, true],
  [7, false],
  [0, false],
])('%i right answers: passed %s', (right, passed) => {
  expect(scoreQuiz(answersOf(right))).toEqual({ score: right, passed });
});

test('answers to fewer questions, to the same one again, or to one that there is not, never pass', () => {
  const [one] = answersOf(10);
  if (one === undefined) throw new Error('no answers');
  expect(scoreQuiz(answersOf(9).slice(0, 9)).passed).toBe(false);
  expect(scoreQuiz(Array.from({ length: drawn }, () => one))).toEqual({ score: 1, passed: false });
  const madeUp = answersOf(10).map(({ chosen }, index) => ({ question: `x-${index}`, chosen }));
  expect(scoreQuiz(madeUp)).toEqual({ score: 0, passed: false });
});
