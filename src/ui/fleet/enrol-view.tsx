import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatEnrolmentString } from '../../protocol/enrolment.ts';
import type { TokenRequest, TokenRow } from '../../protocol/token.ts';
import { formatDateTime } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { ViewProps } from './app.tsx';

const profiles = ['standard', 'confidential', 'dedicated'] as const;
const firstRequest: TokenRequest = { profile: 'standard', department: '', uses: 1, days: 7 };

/** Making an enrolment string for new devices, and taking it back. */
export function EnrolView({ store, words }: ViewProps): JSX.Element {
  const made: Signal<string | null> = useSignal(null);
  const tokens: Signal<readonly TokenRow[]> = useSignal([]);
  const read = () =>
    store.act(async () => {
      tokens.value = (await api.tokens()).tokens;
    });
  useEffect(() => void read(), []);
  const make = (request: TokenRequest) =>
    store.act(async () => {
      const { token } = await api.makeToken(request);
      made.value = formatEnrolmentString(location.hostname, Number(location.port), token);
      await read();
    });
  const revoke = (id: string) =>
    store.act(async () => {
      await api.revokeToken(id);
      await read();
    });
  return (
    <>
      <h1>{words.t('fleet:enrol.title')}</h1>
      <section class="card">
        <TokenForm store={store} words={words} make={(request) => void make(request)} />
        {made.value !== null && <NewString words={words} store={store} text={made.value} />}
      </section>
      {tokens.value.length > 0 && (
        <section class="card" aria-labelledby="tokens">
          <h2 id="tokens">{words.t('fleet:enrol.open')}</h2>
          <ul class="tokens">
            {tokens.value.map((token) => (
              <li key={token.id}>
                <span>
                  {words.t('fleet:enrol.row', {
                    profile: words.t(`fleet:profile.${token.profile}`),
                    department: token.department || '—',
                    used: token.used,
                    uses: token.uses,
                    until: formatDateTime(token.expiresAt, words.language),
                  })}
                </span>
                <Button small kind="danger" onPress={() => void revoke(token.id)}>
                  {words.t('fleet:enrol.revoke')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TokenForm({
  words,
  make,
}: ViewProps & { readonly make: (request: TokenRequest) => void }): JSX.Element {
  const request = useSignal(firstRequest);
  const set = (change: Partial<TokenRequest>) => {
    request.value = { ...request.value, ...change };
  };
  const submit = (event: Event) => {
    event.preventDefault();
    make(request.value);
  };
  const { profile, department, uses, days } = request.value;
  return (
    <form class="token-form" onSubmit={submit}>
      <label>
        {words.t('fleet:device.profile')}
        <select
          value={profile}
          onChange={(event) =>
            set({ profile: profiles.find((one) => one === event.currentTarget.value) ?? profile })
          }
        >
          {profiles.map((one) => (
            <option key={one} value={one}>
              {words.t(`fleet:profile.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.t('fleet:device.department')}
        <input
          maxLength={100}
          value={department}
          onInput={(event) => set({ department: event.currentTarget.value })}
        />
      </label>
      <label>
        {words.t('fleet:enrol.uses')}
        <input
          type="number"
          min={1}
          max={100_000}
          required
          value={uses}
          onInput={(event) => set({ uses: event.currentTarget.valueAsNumber })}
        />
      </label>
      <label>
        {words.t('fleet:enrol.days')}
        <input
          type="number"
          min={1}
          max={365}
          required
          value={days}
          onInput={(event) => set({ days: event.currentTarget.valueAsNumber })}
        />
      </label>
      <Button kind="primary" type="submit">
        {words.t('fleet:enrol.make')}
      </Button>
    </form>
  );
}

/** The secret is shown here once; the endpoint keeps only its hash. */
function NewString({ words, text }: ViewProps & { readonly text: string }): JSX.Element {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    copied.value = true;
  };
  return (
    <div class="new-string" role="status">
      <p>{words.t('fleet:enrol.once')}</p>
      <code class="foreign">{text}</code>
      <Button small onPress={() => void copy()}>
        {words.t(copied.value ? 'fleet:enrol.copied' : 'fleet:enrol.copy')}
      </Button>
    </div>
  );
}
