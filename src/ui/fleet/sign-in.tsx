import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { ViewProps } from './app.tsx';

/** Signing in; with the link of the first start, making the administrator. */
export function SignIn({ store, words }: ViewProps): JSX.Element {
  const route = store.route.value;
  const needsSetup = store.session.value?.needsSetup === true;
  const code = needsSetup && route.name === 'setup' ? route.code : null;
  const user = useSignal('');
  const password = useSignal('');
  if (needsSetup && code === null)
    return <Sheet title={words.t('fleet:setup.title')} text={words.t('fleet:setup.needsLink')} />;
  const area = code === null ? 'signIn' : 'setup';
  const submit = (event: Event) => {
    event.preventDefault();
    const entry = { user: user.value, password: password.value };
    void store.act(async () =>
      store.enter(code === null ? await api.signIn(entry) : await api.setUp({ ...entry, code })),
    );
  };
  return (
    <Sheet title={words.t(`fleet:${area}.title`)} text={words.t(`fleet:${area}.text`)}>
      <form onSubmit={submit}>
        <label>
          {words.t('fleet:signIn.user')}
          <input
            name="user"
            autocomplete="username"
            required
            value={user}
            onInput={(event) => {
              user.value = event.currentTarget.value;
            }}
          />
        </label>
        <label>
          {words.t('fleet:signIn.password')}
          <input
            name="password"
            type="password"
            autocomplete={code === null ? 'current-password' : 'new-password'}
            minLength={code === null ? 1 : 12}
            required
            value={password}
            onInput={(event) => {
              password.value = event.currentTarget.value;
            }}
          />
        </label>
        <Button kind="primary" type="submit">
          {words.t(`fleet:${area}.submit`)}
        </Button>
      </form>
    </Sheet>
  );
}

function Sheet({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: JSX.Element;
}): JSX.Element {
  return (
    <section class="card sheet">
      <h1>{title}</h1>
      <p class="quiet">{text}</p>
      {children}
    </section>
  );
}
