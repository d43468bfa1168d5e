import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { QuizResult } from '../../ipc/schema.ts';
import { type Answer, type DrawnQuestion, drawn, drawQuiz, passMark } from '../../rules/quiz.ts';
import { QuizForm } from './quiz-form.tsx';
import { QuizOutcome } from './quiz-outcome.tsx';
import { RulebookText } from './rulebook-text.tsx';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';

/** Where somebody is: reading, answering, or looking at what came of it. */
export type TrainingStep =
  | { readonly name: 'read' }
  | { readonly name: 'answer'; readonly quiz: readonly DrawnQuestion[] }
  | { readonly name: 'outcome'; readonly answers: readonly Answer[]; readonly result: QuizResult };

/** The rulebook, and the questions to it. */
export function TrainingView({ store }: { readonly store: Store }): JSX.Element {
  const { t } = store.words.value;
  const step = useSignal<TrainingStep>({ name: 'read' });
  const answerNew = (): void => {
    step.value = { name: 'answer', quiz: drawQuiz(Math.random) };
  };
  const handIn = async (answers: readonly Answer[]): Promise<void> => {
    const result = await store.answerQuiz(answers);
    if (result !== null) step.value = { name: 'outcome', answers, result };
  };
  const { name } = step.value;
  // A new page with each step: the heading takes the focus again.
  return (
    <SubView key={name} store={store} title={titleOf(step.value, t)}>
      {name === 'read' && <RulebookText store={store} onRead={answerNew} />}
      {name === 'answer' && <QuizForm store={store} quiz={step.value.quiz} handIn={handIn} />}
      {name === 'outcome' && (
        <QuizOutcome
          store={store}
          answers={step.value.answers}
          result={step.value.result}
          again={answerNew}
          readAgain={() => {
            step.value = { name: 'read' };
          }}
        />
      )}
    </SubView>
  );
}

function titleOf(step: TrainingStep, t: Store['words']['value']['t']): string {
  if (step.name === 'read') return t('training:title');
  if (step.name === 'answer') return t('training:questions');
  const { score, passed, kept } = step.result;
  if (passed && !kept) return t('training:not-kept');
  return t(passed ? 'training:passed' : 'training:not-passed', { score, count: drawn, passMark });
}
