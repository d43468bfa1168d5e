import type { JSX } from 'preact';
import { drawn, passMark } from '../../rules/quiz.ts';
import { articles } from '../../rules/rulebook.ts';
import { Button } from '../parts/button.tsx';
import { clauseWord } from '../parts/verdict-words.ts';
import type { Store } from './store.ts';

interface RulebookTextProps {
  readonly store: Store;
  readonly onRead: () => void;
}

/** What the company asks, article by article, each with where it stands. */
export function RulebookText({ store, onRead }: RulebookTextProps): JSX.Element {
  const words = store.words.value;
  const { t } = words;
  const parts = articles.map((clause) => ({ id: `article.${clause}`, where: clauseWord(words, clause) }));
  return (
    <>
      <p>{t('training:intro', { count: drawn, passMark })}</p>
      {[...parts, { id: 'leak', where: t('training:leak.clause') }].map(({ id, where }) => (
        <section key={id} class="article">
          <h2>{t(`training:${id}.title`)}</h2>
          <p>{t(`training:${id}.text`)}</p>
          <p class="quiet">{where}</p>
        </section>
      ))}
      <Button kind="primary" onPress={onRead}>
        {t('training:start')}
      </Button>
    </>
  );
}
