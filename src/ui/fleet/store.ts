import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeviceDetail, DevicePage, FleetSummary } from '../../protocol/fleet.ts';
import type { PolicyList } from '../../protocol/fleet-policy.ts';
import type { SessionState } from '../../protocol/session.ts';
import type { StatementRow } from '../../protocol/statement.ts';
import type { Language } from '../locales/translate.ts';
import { ApiError, api } from './api.ts';
import { endpointNow } from './endpoint-clock.ts';
import { followFleet } from './live.ts';
import { Reader } from './reader.ts';
import { firstQuery, type ListQuery, listLink, type Route, readRoute } from './route.ts';
import { firstLanguage, rememberLanguage } from './words.ts';

/** Devices on one page of the list. */
export const pageSize = 50;
/** Milliseconds after which everything is read again: a device falls silent without telling. */
const rereadMs = 60_000;
const tickMs = 10_000;

/** All that the page shows, as signals, and the acts that change it. */
export class Store {
  readonly language: Signal<Language> = signal(firstLanguage());
  readonly route: Signal<Route> = signal(readRoute(location.hash));
  readonly session: Signal<SessionState | null> = signal(null);
  /** Nobody signed out: the session is over by itself. */
  readonly ended = signal(false);
  readonly summary: Signal<FleetSummary | null> = signal(null);
  readonly page: Signal<DevicePage | null> = signal(null);
  readonly device: Signal<DeviceDetail | null> = signal(null);
  /** What people said: of the device that is shown, or of all. */
  readonly statements: Signal<readonly StatementRow[] | null> = signal(null);
  readonly policies: Signal<PolicyList | null> = signal(null);
  /** The list as it was last looked at: where "back" leads. */
  readonly query: Signal<ListQuery> = signal(firstQuery);
  /** The `next` of each page before the one that is shown. */
  readonly cursors: Signal<readonly string[]> = signal([]);
  /** An answer to a question that somebody asked is under way. */
  readonly waiting = signal(false);
  readonly connected = signal(true);
  /** Refusal code of the last reading; null where all went well. */
  readonly trouble: Signal<string | null> = signal(null);
  /** Milliseconds of the endpoint's clock; ticks, so that "5 minutes ago" stays true. */
  readonly now = signal(Date.now());
  readonly firstShown: ReadonlySignal<number> = computed(() => this.cursors.value.length * pageSize + 1);
  readonly #reader = new Reader(
    () => this.#readShown(),
    () => document.visibilityState === 'visible',
  );
  /** Somebody has gone from one view to another since the page was opened. */
  hasMoved = false;
  #stopFollowing: (() => void) | null = null;

  start(): void {
    addEventListener('hashchange', () => this.#arrive());
    document.addEventListener('visibilitychange', () => this.#look());
    setInterval(() => this.#tick(), tickMs);
    setInterval(() => this.#reader.want(), rereadMs);
    this.#takeQuery();
    void this.begin();
  }

  /** The first question of all: who is this? */
  async begin(): Promise<void> {
    this.trouble.value = await this.attempt(async () => this.enter(await api.session()));
  }

  setLanguage(language: Language): void {
    rememberLanguage(language);
    this.language.value = language;
  }

  /** Runs what a person asked for. @returns the code of its refusal; null where it went well. */
  async attempt(work: () => Promise<void>): Promise<string | null> {
    try {
      await work();
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'not-signed-in' && this.session.value !== null) this.#leave(true);
      return error.code;
    }
  }

  enter(session: SessionState): void {
    this.session.value = session;
    if (session.user === null) return;
    // The code is used up, and must not stay in the history.
    if (this.route.value.name === 'setup') this.#goTo('#/');
    this.#stopFollowing ??= followFleet({
      changed: (device) => this.#hear(device),
      connected: (isConnected) => {
        this.connected.value = isConnected;
      },
      refused: () => void this.#askWhoWeAre(),
    });
    this.#ask();
  }

  async signOut(): Promise<void> {
    this.trouble.value = await this.attempt(async () => {
      await api.signOut();
      this.#leave(false);
    });
  }

  /** Runs what a person asked for, and reads what is shown anew. @returns the code of its refusal; null where it went well. */
  async act(work: () => Promise<unknown>): Promise<string | null> {
    const code = await this.attempt(async () => {
      await work();
    });
    if (code === null) await this.#readShown();
    return code;
  }

  search(change: Partial<ListQuery>): void {
    this.cursors.value = [];
    this.#goTo(listLink({ ...this.query.value, ...change }));
    this.#ask();
  }

  nextPage(): void {
    const next = this.page.value?.next;
    if (next == null) return;
    this.cursors.value = [...this.cursors.value, next];
    this.#ask();
  }

  previousPage(): void {
    this.cursors.value = this.cursors.value.slice(0, -1);
    this.#ask();
  }

  #arrive(): void {
    this.hasMoved = true;
    this.route.value = readRoute(location.hash);
    this.statements.value = null;
    this.trouble.value = null;
    this.#takeQuery();
    this.#ask();
  }

  /** Replaces the address: each letter of a search would be a step back. */
  #goTo(hash: string): void {
    history.replaceState(null, '', hash);
    this.route.value = readRoute(hash);
    this.#takeQuery();
  }

  #takeQuery(): void {
    const route = this.route.value;
    if (route.name !== 'fleet') return;
    if (listLink(route.query) !== listLink(this.query.value)) this.cursors.value = [];
    this.query.value = route.query;
  }

  #look(): void {
    if (document.visibilityState !== 'visible') return;
    this.#tick();
    this.#reader.seen();
  }

  #tick(): void {
    this.now.value = endpointNow();
  }

  #hear(device: string | null): void {
    const route = this.route.value;
    const isElsewhere = route.name === 'device' && device !== null && device !== route.device;
    if (!isElsewhere) this.#reader.want();
  }

  async #askWhoWeAre(): Promise<void> {
    await this.attempt(async () => {
      const session = await api.session();
      if (session.user === null) this.#leave(true);
    });
  }

  /** Somebody waits for it, so it doesn't wait for the reader's turn. */
  #ask(): void {
    this.waiting.value = true;
    void this.#readShown();
  }

  async #readShown(): Promise<void> {
    if (this.session.value?.user == null) return;
    const route = this.route.value;
    const code = await this.attempt(async () => {
      if (route.name === 'fleet') await this.#readFleet();
      if (route.name === 'device') await this.#readDevice(route.device);
      if (route.name === 'statements') await this.#readStatements();
      if (route.name === 'policies') await this.#readPolicies();
    });
    if (route !== this.route.value) return;
    this.waiting.value = false;
    // A page mark of a list that is no more: the beginning is always there.
    if (code === 'invalid-cursor' && this.cursors.value.length > 0) {
      this.cursors.value = [];
      this.#ask();
    } else this.trouble.value = code === 'not-signed-in' ? null : code;
  }

  async #readFleet(): Promise<void> {
    const asked = this.query.value;
    const after = this.cursors.value.at(-1);
    const [summary, page] = await Promise.all([api.summary(), api.devices(parameters(asked, after))]);
    // A slower answer to an older question must not replace the newer one.
    if (asked !== this.query.value || after !== this.cursors.value.at(-1)) return;
    batch(() => {
      this.summary.value = summary;
      this.page.value = page;
      this.#tick();
    });
  }

  async #readDevice(id: string): Promise<void> {
    if (this.device.value?.device !== id) this.device.value = null;
    const [detail, { statements }] = await Promise.all([api.device(id), api.statements({ device: id })]);
    if (this.route.value.name !== 'device' || this.route.value.device !== id) return;
    batch(() => {
      this.device.value = detail;
      this.statements.value = statements;
      this.#tick();
    });
  }

  async #readStatements(): Promise<void> {
    const { statements } = await api.statements();
    if (this.route.value.name !== 'statements') return;
    batch(() => {
      this.statements.value = statements;
      this.#tick();
    });
  }

  async #readPolicies(): Promise<void> {
    const policies = await api.policies();
    batch(() => {
      this.policies.value = policies;
      this.#tick();
    });
  }

  /** Nothing of the fleet stays on a page that nobody is signed in to. */
  #leave(ended: boolean): void {
    this.#stopFollowing?.();
    this.#stopFollowing = null;
    this.#reader.stop();
    batch(() => {
      this.ended.value = ended;
      this.session.value = { user: null, needsSetup: false };
      this.summary.value = null;
      this.page.value = null;
      this.device.value = null;
      this.statements.value = null;
      this.policies.value = null;
      this.cursors.value = [];
      this.trouble.value = null;
      this.connected.value = true;
    });
  }
}

function parameters(query: ListQuery, after: string | undefined): Record<string, string> {
  const { rule, finding, ...rest } = query;
  return {
    ...rest,
    limit: String(pageSize),
    ...(rule !== null && { rule, finding }),
    ...(after !== undefined && { after }),
  };
}
