import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import { Field } from './field.tsx';
import { Logo } from './logo.tsx';
import { troubleWord } from './notices.tsx';
import { PageTitle } from './page-title.tsx';
import type { ViewProps } from './view-props.ts';

/** Signing in; with the link of the first start, making the administrator. */
export function SignIn({ store, words }: ViewProps): JSX.Element {
  const route = store.route.value;
  if (store.session.value?.needsSetup !== true)
    return <Entry store={store} words={words} area="signIn" code={null} />;
  if (route.name === 'setup') return <Entry store={store} words={words} area="setup" code={route.code} />;
  return (
    <Sheet
      store={store}
      words={words}
      title={words.t('fleet:setup.title')}
      text={words.t('fleet:setup.needsLink')}
    />
  );
}

interface EntryProps extends ViewProps {
  readonly area: 'signIn' | 'setup';
  /** Of the one-time link; null where there is an administrator already. */
  readonly code: string | null;
}

function Entry({ store, words, area, code }: EntryProps): JSX.Element {
  const user = useSignal('');
  const password = useSignal('');
  const isShown = useSignal(false);
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const entry = { user: user.value.trim(), password: password.value };
    trouble.value = await store.attempt(async () =>
      store.enter(code === null ? await api.signIn(entry) : await api.setUp({ ...entry, code })),
    );
    isBusy.value = false;
  };
  const isNew = code !== null;
  return (
    <Sheet
      store={store}
      words={words}
      title={words.t(`fleet:${area}.title`)}
      text={words.t(store.ended.value ? 'fleet:signIn.ended' : `fleet:${area}.text`)}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label={words.t('fleet:signIn.user')}
          hint={isNew ? words.t('fleet:setup.userHint') : undefined}
          name="user"
          autocomplete="username"
          required
          value={user.value}
          onText={(text) => {
            user.value = text;
          }}
        />
        <Field
          label={words.t('fleet:signIn.password')}
          hint={isNew ? words.t('fleet:setup.passwordHint') : undefined}
          name="password"
          type={isShown.value ? 'text' : 'password'}
          autocomplete={isNew ? 'new-password' : 'current-password'}
          minLength={isNew ? 12 : 1}
          maxLength={256}
          required
          value={password.value}
          onText={(text) => {
            password.value = text;
          }}
        />
        <label class="choice">
          <input
            type="checkbox"
            checked={isShown}
            onChange={(event) => {
              isShown.value = event.currentTarget.checked;
            }}
          />
          {words.t('fleet:signIn.show')}
        </label>
        <p class="form-trouble" role="alert">
          {trouble.value !== null && troubleWord(words, trouble.value)}
        </p>
        <Button kind="primary" type="submit" busy={isBusy.value}>
          {words.t(`fleet:${area}.submit`)}
        </Button>
      </form>
    </Sheet>
  );
}

interface SheetProps extends ViewProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

function Sheet({ store, words, title, text, children }: SheetProps): JSX.Element {
  return (
    <section class="card sheet">
      <Logo size={44} />
      <PageTitle store={store} words={words} title={title} />
      <p class="quiet">{text}</p>
      {children}
    </section>
  );
}
