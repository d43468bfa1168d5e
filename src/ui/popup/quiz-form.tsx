import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { type Answer, type DrawnQuestion, options } from '../../rules/quiz.ts';
import { Button } from '../parts/button.tsx';
import type { Store } from './store.ts';

interface QuizFormProps {
  readonly store: Store;
  readonly quiz: readonly DrawnQuestion[];
  readonly handIn: (answers: readonly Answer[]) => Promise<void>;
}

/** All questions on one page; the browser sees to it that each is answered. */
export function QuizForm({ store, quiz, handIn }: QuizFormProps): JSX.Element {
  const { t } = store.words.value;
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    await handIn(answersIn(new FormData(event.currentTarget as HTMLFormElement)));
    busy.value = false;
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {quiz.map((question, index) => (
        <fieldset key={question.id} class="question">
          <legend>
            <span class="quiet">{t('training:number', { number: index + 1, count: quiz.length })}</span>
            {t(`training:question.${question.id}.ask`)}
          </legend>
          {question.options.map((option) => (
            <label key={option}>
              <input type="radio" name={question.id} value={option} required />
              <span>{t(`training:question.${question.id}.${option}`)}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <Button kind="primary" type="submit" busy={busy.value}>
        {t('training:submit')}
      </Button>
    </form>
  );
}

function answersIn(form: FormData): Answer[] {
  return [...form].flatMap(([question, value]) => {
    const chosen = options.find((option) => option === value);
    return chosen === undefined ? [] : [{ question, chosen }];
  });
}
