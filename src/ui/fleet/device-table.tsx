import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { DeviceRow } from '../../protocol/fleet.ts';
import { formatList } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { standingSign } from '../parts/standing-sign.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle, standingWord } from '../parts/verdict-words.ts';
import { When } from '../parts/when.tsx';
import type { ViewProps } from './app.tsx';
import { deviceLink } from './route.ts';

/** Milliseconds without a key before the search is asked. */
const typingMs = 250;
const columns = [
  { key: 'hostname', sort: 'hostname' },
  { key: 'standing', sort: 'standing' },
  { key: 'rules', sort: null },
  { key: 'department', sort: null },
  { key: 'lastSeen', sort: 'lastSeen' },
] as const;

export function DeviceTable({ store, words }: ViewProps): JSX.Element | null {
  const page = store.page.value;
  if (page === null) return null;
  return (
    <section class="card" aria-labelledby="devices">
      <div class="card-head">
        <h2 id="devices">{words.t('fleet:devices.title', { count: page.matches })}</h2>
        <Search store={store} words={words} />
      </div>
      <div class="wide">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.key} store={store} words={words} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {page.devices.map((device) => (
              <Row key={device.device} store={store} words={words} device={device} />
            ))}
          </tbody>
        </table>
      </div>
      {page.devices.length === 0 && <p class="quiet">{words.t('fleet:devices.none')}</p>}
      {page.next !== null && (
        <Button onPress={() => void store.readMore()}>{words.t('fleet:devices.more')}</Button>
      )}
    </section>
  );
}

function Search({ store, words }: ViewProps): JSX.Element {
  const timer = useRef<number | undefined>(undefined);
  const type = (search: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => store.search({ search }), typingMs);
  };
  return (
    <label class="search">
      <span class="unseen">{words.t('fleet:devices.search')}</span>
      <input
        type="search"
        placeholder={words.t('fleet:devices.search')}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </label>
  );
}

function Heading({
  store,
  words,
  column,
}: ViewProps & { readonly column: (typeof columns)[number] }): JSX.Element {
  const { sort, direction } = store.query.value;
  const word = words.t(`fleet:devices.column.${column.key}`);
  const by = column.sort;
  if (by === null) return <th scope="col">{word}</th>;
  const sorted = sort === by;
  const next = sorted && direction === 'asc' ? 'desc' : 'asc';
  const aria = sorted ? (direction === 'asc' ? 'ascending' : 'descending') : 'none';
  return (
    <th scope="col" aria-sort={aria}>
      <button type="button" class="sort" onClick={() => store.search({ sort: by, direction: next })}>
        {word}
        <span aria-hidden="true">{sorted ? (direction === 'asc' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
}

function Row({ store, words, device }: ViewProps & { readonly device: DeviceRow }): JSX.Element {
  const titles = (rules: readonly string[]) =>
    formatList(
      rules.map((rule) => ruleTitle(words, rule)),
      words.language,
    );
  return (
    <tr>
      <th scope="row">
        <a class="foreign" href={deviceLink(device.device)}>
          {device.hostname}
        </a>
        <span class="quiet small foreign">{device.osName}</span>
      </th>
      <td>
        <StatusIcon sign={standingSign(device.standing)} /> {standingWord(words, device.standing)}
        {device.silent && (
          <span class="quiet small">
            <StatusIcon sign="silent" size={13} /> {words.t('fleet:standing.silent')}
          </span>
        )}
      </td>
      <td>
        {device.failing.length > 0 && <span>{titles(device.failing)}</span>}
        {device.unknown.length > 0 && (
          <span class="quiet small">
            {words.t('fleet:devices.unknownRules', { rules: titles(device.unknown) })}
          </span>
        )}
      </td>
      <td>
        {device.department || '—'}
        <span class="quiet small">{words.t(`fleet:profile.${device.profile}`)}</span>
      </td>
      <td>
        {device.lastSeenAt === null ? (
          words.t('fleet:devices.never')
        ) : (
          <When at={device.lastSeenAt} now={store.now.value} language={words.language} />
        )}
      </td>
    </tr>
  );
}
