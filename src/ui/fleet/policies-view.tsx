import type { JSX } from 'preact';
import type { PolicyList } from '../../protocol/fleet-policy.ts';
import { Loading } from './loading.tsx';
import { PageTitle } from './page-title.tsx';
import { PolicyCard } from './policy-card.tsx';
import { deviceLink } from './route.ts';
import type { ViewProps } from './view-props.ts';

/** The published policies: what each device is judged by, and how far the newest has got. */
export function PoliciesView({ store, words }: ViewProps): JSX.Element {
  const list = store.policies.value;
  return (
    <>
      <div class="overview">
        <PageTitle store={store} words={words} title={words.t('fleet:policies.title')} />
        <p class="quiet lead">{words.t('fleet:policies.text')}</p>
      </div>
      {list === null ? (
        <Loading store={store} words={words} />
      ) : (
        <>
          <Held words={words} store={store} list={list} />
          <Refusals words={words} store={store} list={list} />
          {list.policies.map((policy) => (
            <PolicyCard
              key={policy.version}
              store={store}
              words={words}
              policy={policy}
              canSign={list.canSign}
            />
          ))}
        </>
      )}
    </>
  );
}

type ListProps = ViewProps & { readonly list: PolicyList };

/** What the devices say that they are judged by. */
function Held({ words, list }: ListProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="held">
      <h2 id="held">{words.t('fleet:policies.held')}</h2>
      {list.held.length === 0 ? (
        <p class="quiet">{words.t('fleet:policies.nobody')}</p>
      ) : (
        <ul class="held-policies">
          {list.held.map(({ version, devices }) => (
            <li key={version}>
              <span class="held-name">{heldName({ words }, version)}</span>
              <span class="numbers">{words.t('fleet:policies.devices', { count: devices })}</span>
            </li>
          ))}
        </ul>
      )}
      {list.policies.length === 0 && <p class="quiet">{words.t('fleet:policies.none')}</p>}
    </section>
  );
}

/** Who would not take one up, and why: each of them goes on by the one it had. */
function Refusals({ words, list }: ListProps): JSX.Element | null {
  if (list.refusals.length === 0) return null;
  return (
    <section class="card" aria-labelledby="refusals">
      <h2 id="refusals">{words.t('fleet:policies.refusals')}</h2>
      <ul class="refused-policies">
        {list.refusals.map(({ device, hostname, version, reason }) => (
          <li key={device}>
            <a class="foreign" href={deviceLink(device)}>
              {hostname}
            </a>
            <span>
              {words.t('fleet:policies.refused', {
                version,
                why: words.say(`fleet:policies.refusal.${reason}`) ?? reason,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function heldName({ words }: Pick<ViewProps, 'words'>, version: number | null): string {
  if (version === null) return words.t('fleet:policies.untold');
  return version === 0 ? words.t('fleet:policies.builtIn') : words.t('fleet:policies.version', { version });
}
