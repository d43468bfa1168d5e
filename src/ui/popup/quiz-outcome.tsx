import type { JSX } from 'preact';
import type { QuizResult } from '../../ipc/schema.ts';
import { type Answer, questions } from '../../rules/quiz.ts';
import { Button } from '../parts/button.tsx';
import { StatusIcon } from '../parts/status-icon.tsx';
import { clauseWord } from '../parts/verdict-words.ts';
import type { Store } from './store.ts';

interface QuizOutcomeProps {
  readonly store: Store;
  readonly answers: readonly Answer[];
  readonly result: QuizResult;
  readonly again: () => void;
  readonly readAgain: () => void;
}

/** What was wrong, what would have been right, and where it stands. */
export function QuizOutcome({ store, answers, result, again, readAgain }: QuizOutcomeProps): JSX.Element {
  const { t } = store.words.value;
  const wrong = answers.filter(({ chosen }) => chosen !== 'right');
  const isDone = result.passed && result.kept;
  return (
    <>
      {isDone && (
        <p class="signed">
          <StatusIcon sign="pass" size={20} />
          {t('training:holds')}
        </p>
      )}
      {wrong.length > 0 && <h2>{t('training:wrong')}</h2>}
      {wrong.map((answer) => (
        <WrongAnswer key={answer.question} store={store} answer={answer} />
      ))}
      <div class="outcome-actions">
        <Button kind="primary" onPress={isDone ? store.showRules : again}>
          {t(isDone ? 'training:done' : 'training:again')}
        </Button>
        {!isDone && <Button onPress={readAgain}>{t('training:read-again')}</Button>}
      </div>
    </>
  );
}

function WrongAnswer({ store, answer }: { readonly store: Store; readonly answer: Answer }): JSX.Element {
  const words = store.words.value;
  const { question, chosen } = answer;
  const say = (part: string): string => words.t(`training:question.${question}.${part}`);
  const clause = questions.find(({ id }) => id === question)?.clause ?? '';
  return (
    <section class="article">
      <h3>{say('ask')}</h3>
      <p>{words.t('training:your-answer', { answer: say(chosen) })}</p>
      <p>{words.t('training:right-answer', { answer: say('right') })}</p>
      <p class="quiet">{words.t('training:clause', { clause: clauseWord(words, clause) })}</p>
    </section>
  );
}
