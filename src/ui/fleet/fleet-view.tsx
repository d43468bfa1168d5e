import type { JSX } from 'preact';
import type { FleetSummary } from '../../protocol/fleet.ts';
import { heartbeatSeconds } from '../../protocol/report.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { standingWord } from '../parts/verdict-words.ts';
import { DeviceList } from './device-list.tsx';
import { Loading } from './loading.tsx';
import { PageTitle } from './page-title.tsx';
import { firstQuery, listLink } from './route.ts';
import { RuleBars } from './rule-bars.tsx';
import { formatShare } from './share.ts';
import { ShareBar } from './share-bar.tsx';
import type { ViewProps } from './view-props.ts';

const tiles = [
  { filter: 'compliant', count: 'compliant', sign: 'pass' },
  { filter: 'not-compliant', count: 'notCompliant', sign: 'fail' },
  { filter: 'unknown', count: 'unknown', sign: 'unknown' },
  { filter: 'silent', count: 'silent', sign: 'silent' },
  { filter: 'key-shared', count: 'keyShared', sign: 'key-shared' },
] as const;

/** Two heartbeats: then the endpoint calls a device silent (see `fleetSummary`). */
const silentHours = (2 * heartbeatSeconds) / 3600;

/** The fleet at a glance: one sentence, its counts, each rule, and the devices. */
export function FleetView({ store, words }: ViewProps): JSX.Element {
  const summary = store.summary.value;
  if (summary === null) return <Loading store={store} words={words} />;
  const { filter } = store.query.value;
  if (summary.devices === 0 && filter !== 'signed-off') return <NoDevices store={store} words={words} />;
  const standings = [
    { sign: 'pass', count: summary.compliant },
    { sign: 'unknown', count: summary.unknown },
    { sign: 'fail', count: summary.notCompliant },
  ] as const;
  return (
    <>
      <div class="overview">
        <PageTitle
          store={store}
          words={words}
          title={words.t('fleet:sentence', { count: summary.devices, compliant: summary.compliant })}
        />
        <p class="quiet small">
          {words.t('fleet:asOf', { at: summary.at })}
          {summary.silent > 0 && ` · ${words.t('fleet:silentCounted', { count: summary.silent })}`}
        </p>
        <ShareBar parts={standings} />
      </div>
      <div class="tiles">
        {tiles
          .filter((tile) => isTold(tile, summary, filter))
          .map((tile) => (
            <Tile key={tile.filter} store={store} words={words} tile={tile} summary={summary} />
          ))}
      </div>
      <RuleBars store={store} words={words} rules={summary.rules} />
      <DeviceList store={store} words={words} />
      <SignedOffLink store={store} words={words} />
    </>
  );
}

interface TileProps extends ViewProps {
  readonly tile: (typeof tiles)[number];
  readonly summary: FleetSummary;
}

/** What hardly ever happens has no tile while it doesn't. */
function isTold(tile: TileProps['tile'], { keyShared }: FleetSummary, chosen: string): boolean {
  return tile.filter !== 'key-shared' || keyShared > 0 || chosen === 'key-shared';
}

/** A count that filters the list. */
function Tile({ store, words, tile, summary }: TileProps): JSX.Element {
  const { filter, sign } = tile;
  const isChosen = store.query.value.filter === filter;
  const count = summary[tile.count];
  const share = words.t('fleet:shareOf', { share: formatShare(count, summary.devices, words.language) });
  return (
    <button
      type="button"
      class={`tile tile-${sign}`}
      aria-pressed={isChosen}
      onClick={() => store.search({ filter: isChosen ? 'all' : filter })}
    >
      <StatusIcon sign={sign} size={28} />
      <span class="tile-count numbers">{count.toLocaleString(words.language)}</span>{' '}
      <span class="tile-name">
        {isStanding(filter) ? standingWord(words, filter) : words.t(`fleet:standing.${filter}`)}
      </span>{' '}
      <span class="tile-share quiet small numbers">
        {filter === 'silent' && words.t('fleet:silentNote', { hours: silentHours })}
        {filter === 'key-shared' && words.t('fleet:keySharedNote')}
        {isStanding(filter) && share}
      </span>
    </button>
  );
}

/** The other tiles count devices that are counted among these, too. */
function isStanding(filter: TileProps['tile']['filter']): boolean {
  return filter !== 'silent' && filter !== 'key-shared';
}

function NoDevices({ store, words }: ViewProps): JSX.Element {
  return (
    <section class="card sheet">
      <StatusIcon sign="silent" size={44} />
      <PageTitle store={store} words={words} title={words.t('fleet:empty.title')} />
      <p class="quiet">{words.t('fleet:empty.text')}</p>
      <p>
        <a class="button button-primary" href="#/enrol">
          {words.t('fleet:empty.action')}
        </a>
      </p>
      <SignedOffLink store={store} words={words} />
    </section>
  );
}

/** They count nowhere above; their records are kept. */
function SignedOffLink({ store, words }: ViewProps): JSX.Element | null {
  if (store.query.value.filter === 'signed-off') return null;
  return (
    <p class="small">
      <a href={listLink({ ...firstQuery, filter: 'signed-off' })}>{words.t('fleet:signOff.list')}</a>
    </p>
  );
}
