import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { TokenRow } from '../../protocol/token.ts';
import { formatDateTime, type Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { profileWord } from './profile-word.ts';

export interface TokenTableProps {
  readonly words: Translator;
  readonly tokens: readonly TokenRow[];
  readonly revoke: (id: string) => Promise<void>;
}

/** The strings that can still enrol a device. */
export function TokenTable({ words, tokens, revoke }: TokenTableProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="tokens">
      <div class="card-head">
        <h2 id="tokens">{words.t('fleet:enrol.open')}</h2>
        <p class="quiet small">{words.t('fleet:enrol.openHint')}</p>
      </div>
      {tokens.length === 0 ? (
        <p class="quiet">{words.t('fleet:enrol.noneOpen')}</p>
      ) : (
        <table class="tokens" aria-labelledby="tokens">
          <thead>
            <tr>
              <th scope="col">{words.t('fleet:device.department')}</th>
              <th scope="col" class="wide">
                {words.t('fleet:device.profile')}
              </th>
              <th scope="col" class="wide">
                {words.t('fleet:enrol.used')}
              </th>
              <th scope="col">{words.t('fleet:enrol.until')}</th>
              <th scope="col" class="wide">
                {words.t('fleet:enrol.madeBy')}
              </th>
              <th scope="col">
                <span class="unseen">{words.t('fleet:enrol.revoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <Row key={token.id} words={words} token={token} revoke={revoke} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps extends Omit<TokenTableProps, 'tokens'> {
  readonly token: TokenRow;
}

function Row({ words, token, revoke }: RowProps): JSX.Element {
  const department = token.department || words.t('fleet:devices.noDepartment');
  const profile = profileWord(words, token.profile);
  const used = words.t('fleet:enrol.usedOf', { used: token.used, uses: token.uses });
  return (
    <tr>
      <th scope="row" class={`foreign ${token.department === '' ? 'quiet' : ''}`}>
        {department}
        <span class="under quiet narrow">{`${profile} · ${words.t('fleet:enrol.used')} ${used}`}</span>
      </th>
      <td class="foreign wide">{profile}</td>
      <td class="numbers wide">{used}</td>
      <td class="numbers">{formatDateTime(token.expiresAt, words.language)}</td>
      <td class="foreign wide">{token.madeBy || words.t('fleet:enrol.commandLine')}</td>
      <td class="token-end">
        <Revoke words={words} what={department} revoke={() => revoke(token.id)} />
      </td>
    </tr>
  );
}

interface RevokeProps {
  readonly words: Translator;
  readonly what: string;
  readonly revoke: () => Promise<void>;
}

/** Asks once more, in place: it can't be undone. The focus follows, as the button that had it is gone. */
function Revoke({ words, what, revoke }: RevokeProps): JSX.Element {
  const isAsking = useSignal(false);
  const place = useRef<HTMLSpanElement>(null);
  const ask = (asking: boolean) => {
    isAsking.value = asking;
    requestAnimationFrame(() => place.current?.querySelector('button')?.focus());
  };
  return (
    <span class="confirm" ref={place}>
      {isAsking.value ? (
        <>
          <span class="small quiet">{words.t('fleet:enrol.confirmHint')}</span>
          <Button key="confirm" small kind="danger" onPress={() => void revoke()}>
            {words.t('fleet:enrol.confirm')}
          </Button>
          <Button key="keep" small onPress={() => ask(false)}>
            {words.t('fleet:enrol.keep')}
          </Button>
        </>
      ) : (
        <Button
          key="revoke"
          small
          kind="danger"
          label={words.t('fleet:enrol.revokeThis', { what })}
          onPress={() => ask(true)}
        >
          {words.t('fleet:enrol.revoke')}
        </Button>
      )}
    </span>
  );
}
