import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { Logo } from './logo.tsx';
import { listLink } from './route.ts';
import type { ViewProps } from './view-props.ts';

const otherLanguage = { en: 'zh-CN', 'zh-CN': 'en' } as const;
/** Each language is called by its own name, whichever is read now. */
const ownName = { en: 'English', 'zh-CN': '中文' } as const;

/** Name, pages, language, and who is signed in. */
export function TopBar({ store, words }: ViewProps): JSX.Element {
  const user = store.session.value?.user ?? null;
  const other = otherLanguage[words.language];
  return (
    <header class="bar">
      {/* A button, as the address after the # is the route: a link to a place would leave this view. */}
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('h1')?.focus()}>
        {words.t('fleet:skip')}
      </button>
      <a class="bar-name" href="#/">
        <Logo size={26} />
        {words.t('fleet:name')}
      </a>
      {user !== null && <Pages store={store} words={words} />}
      <span class="bar-end">
        <Button kind="plain" small onPress={() => store.setLanguage(other)}>
          <span lang={other}>{ownName[other]}</span>
        </Button>
        {user !== null && <span class="bar-user quiet foreign">{user}</span>}
        {user !== null && (
          <Button small onPress={() => void store.signOut()}>
            {words.t('fleet:signOut')}
          </Button>
        )}
      </span>
    </header>
  );
}

function Pages({ store, words }: ViewProps): JSX.Element {
  const { name } = store.route.value;
  return (
    <nav aria-label={words.t('fleet:nav.label')}>
      <a href={listLink(store.query.value)} aria-current={name === 'fleet' ? 'page' : undefined}>
        {words.t('fleet:nav.fleet')}
      </a>
      <a href="#/said" aria-current={name === 'statements' ? 'page' : undefined}>
        {words.t('fleet:nav.statements')}
      </a>
      <a href="#/policies" aria-current={name === 'policies' ? 'page' : undefined}>
        {words.t('fleet:nav.policies')}
      </a>
      <a href="#/enrol" aria-current={name === 'enrol' ? 'page' : undefined}>
        {words.t('fleet:nav.enrol')}
      </a>
    </nav>
  );
}
