import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import type { TokenRequest, TokenRow } from '../../protocol/token.ts';
import { api } from './api.ts';
import { type Made, MadeToken } from './made-token.tsx';
import { troubleWord } from './notices.tsx';
import { PageTitle } from './page-title.tsx';
import { TokenForm } from './token-form.tsx';
import { TokenTable } from './token-table.tsx';
import type { ViewProps } from './view-props.ts';

/** Making an enrolment string for new devices, and taking it back. */
export function EnrolView({ store, words }: ViewProps): JSX.Element {
  const made: Signal<Made | null> = useSignal(null);
  const tokens: Signal<readonly TokenRow[] | null> = useSignal(null);
  const trouble: Signal<string | null> = useSignal(null);
  const act = useCallback(
    async (work: () => Promise<unknown>): Promise<void> => {
      const code = await store.attempt(async () => {
        await work();
        tokens.value = (await api.tokens()).tokens;
      });
      trouble.value = code;
    },
    [store, tokens, trouble],
  );
  useEffect(() => void act(async () => undefined), [act]);
  const make = (request: TokenRequest) =>
    act(async () => {
      made.value = { ...(await api.makeToken(request)), ...request };
    });
  const revoke = (id: string) =>
    act(async () => {
      await api.revokeToken(id);
      if (made.value?.id === id) made.value = null;
    });
  return (
    <>
      <div class="overview">
        <PageTitle store={store} words={words} title={words.t('fleet:enrol.title')} />
        <p class="quiet lead">{words.t('fleet:enrol.text')}</p>
      </div>
      <section class="card" aria-label={words.t('fleet:enrol.make')}>
        <TokenForm words={words} make={make} />
        <p class="form-trouble" role="alert">
          {trouble.value !== null && troubleWord(words, trouble.value)}
        </p>
      </section>
      <div role="status">
        {made.value !== null && <MadeToken key={made.value.id} words={words} made={made.value} />}
      </div>
      {tokens.value !== null && <TokenTable words={words} tokens={tokens.value} revoke={revoke} />}
    </>
  );
}
