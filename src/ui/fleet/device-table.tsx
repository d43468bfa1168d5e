import type { JSX } from 'preact';
import type { DeviceRow } from '../../protocol/fleet.ts';
import { formatList } from '../locales/translate.ts';
import { standingSign } from '../parts/standing-sign.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle, standingWord } from '../parts/verdict-words.ts';
import { When } from '../parts/when.tsx';
import { profileWord } from './profile-word.ts';
import { deviceLink } from './route.ts';
import type { ViewProps } from './view-props.ts';

/** `first`: the direction of the first press. `wide`: on a narrow window its cell stands below another one. */
const columns = [
  { key: 'hostname', sort: 'hostname', first: 'asc', wide: false },
  { key: 'department', sort: null, first: 'asc', wide: true },
  { key: 'profile', sort: null, first: 'asc', wide: true },
  { key: 'standing', sort: 'standing', first: 'asc', wide: false },
  { key: 'rules', sort: null, first: 'asc', wide: true },
  { key: 'lastSeen', sort: 'lastSeen', first: 'desc', wide: false },
] as const;

type Column = (typeof columns)[number];
type DevicesProps = ViewProps & { readonly devices: readonly DeviceRow[] };

export function DeviceTable({ store, words, devices }: DevicesProps): JSX.Element {
  return (
    <table class="devices" aria-labelledby="devices">
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.key} store={store} words={words} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <Row key={device.device} store={store} words={words} device={device} />
        ))}
      </tbody>
    </table>
  );
}

function Heading({ store, words, column }: ViewProps & { readonly column: Column }): JSX.Element {
  const { sort, direction } = store.query.value;
  const word = words.t(`fleet:devices.column.${column.key}`);
  const by = column.sort;
  const place = `column-${column.key}${column.wide ? ' wide' : ''}`;
  if (by === null)
    return (
      <th scope="col" class={place}>
        {word}
      </th>
    );
  const isSorted = sort === by;
  const turned = direction === 'asc' ? 'desc' : 'asc';
  const aria = isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : 'none';
  return (
    <th scope="col" class={place} aria-sort={aria}>
      <button
        type="button"
        class="sort"
        onClick={() => store.search({ sort: by, direction: isSorted ? turned : column.first })}
      >
        {word}
        <span class="sort-arrow" aria-hidden="true">
          {isSorted ? (direction === 'asc' ? '↑' : '↓') : '↕'}
        </span>
      </button>
    </th>
  );
}

function Row({ store, words, device }: ViewProps & { readonly device: DeviceRow }): JSX.Element {
  const { hostname, osName, department } = device;
  const profile = profileWord(words, device.profile);
  const place = department || words.t('fleet:devices.noDepartment');
  return (
    <tr>
      <th scope="row">
        <a class="foreign" href={deviceLink(device.device)}>
          {hostname}
        </a>
        <span class="under quiet foreign">{osName}</span>
        <span class="under quiet foreign narrow">{`${place} · ${profile}`}</span>
      </th>
      <td class={`wide foreign ${department === '' ? 'quiet' : ''}`}>{place}</td>
      <td class="wide foreign column-profile">{profile}</td>
      <td>
        <Standing words={words} device={device} />
        <span class="narrow">
          <Findings words={words} device={device} />
        </span>
      </td>
      <td class="wide">
        <Findings words={words} device={device} />
      </td>
      <td class="column-lastSeen">
        {device.lastSeenAt === null ? (
          <span class="quiet">{words.t('fleet:devices.never')}</span>
        ) : (
          <When at={device.lastSeenAt} now={store.now.value} language={words.language} />
        )}
      </td>
    </tr>
  );
}

interface DevicePartProps {
  readonly words: ViewProps['words'];
  readonly device: DeviceRow;
}

function Standing({ words, device }: DevicePartProps): JSX.Element {
  return (
    <>
      <span class="signed">
        <StatusIcon sign={standingSign(device.standing)} />
        {standingWord(words, device.standing)}
      </span>
      {device.silent && (
        <span class="signed under quiet">
          <StatusIcon sign="silent" size={13} />
          {words.t('fleet:standing.silent')}
        </span>
      )}
      {device.keyShared && (
        <span class="signed under">
          <StatusIcon sign="key-shared" size={13} />
          {words.t('fleet:standing.key-shared')}
        </span>
      )}
    </>
  );
}

/** The rules that need fixing, by name; below them those that can't be told, and those that only advise. */
function Findings({ words, device }: DevicePartProps): JSX.Element {
  const titles = (rules: readonly string[]) =>
    formatList(
      rules.map((rule) => ruleTitle(words, rule)),
      words.language,
    );
  return (
    <>
      {device.failing.length > 0 && <span class="finding foreign">{titles(device.failing)}</span>}
      {device.unknown.length > 0 && (
        <span class="under quiet foreign">
          {words.t('fleet:devices.unknownRules', { rules: titles(device.unknown) })}
        </span>
      )}
      {device.advised.length > 0 && (
        <span class="under quiet foreign">
          {words.t('fleet:devices.advisedRules', { rules: titles(device.advised) })}
        </span>
      )}
      {device.lastSeenAt === null && <span class="quiet">{words.t('fleet:devices.notReported')}</span>}
    </>
  );
}
