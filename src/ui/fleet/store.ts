import { batch, type Signal, signal } from '@preact/signals';
import type { DeviceDetail, DevicePage, FleetSummary } from '../../protocol/fleet.ts';
import type { SessionState } from '../../protocol/session.ts';
import type { Language } from '../locales/translate.ts';
import { ApiError, api } from './api.ts';
import { followFleet } from './live.ts';
import { type Route, readRoute } from './route.ts';
import { firstLanguage, rememberLanguage } from './words.ts';

export interface ListQuery {
  readonly search: string;
  readonly filter: 'all' | 'compliant' | 'not-compliant' | 'unknown' | 'silent';
  readonly rule: string | null;
  readonly sort: 'hostname' | 'lastSeen' | 'standing';
  readonly direction: 'asc' | 'desc';
}

/** All that the page shows, as signals, and the acts that change it. */
export class Store {
  readonly language: Signal<Language> = signal(firstLanguage());
  readonly route: Signal<Route> = signal(readRoute(location.hash));
  readonly session: Signal<SessionState | null> = signal(null);
  readonly summary: Signal<FleetSummary | null> = signal(null);
  readonly page: Signal<DevicePage | null> = signal(null);
  readonly device: Signal<DeviceDetail | null> = signal(null);
  readonly query: Signal<ListQuery> = signal({
    search: '',
    filter: 'all',
    rule: null,
    sort: 'standing',
    direction: 'asc',
  });
  readonly connected = signal(true);
  /** Refusal code of the last act; null where all went well. */
  readonly trouble: Signal<string | null> = signal(null);
  /** Milliseconds; ticks, so that "5 minutes ago" stays true. */
  readonly now = signal(Date.now());
  #stopFollowing: (() => void) | null = null;

  start(): void {
    addEventListener('hashchange', () => {
      this.route.value = readRoute(location.hash);
      void this.read();
    });
    setInterval(() => {
      this.now.value = Date.now();
    }, 10_000);
    void this.act(async () => this.enter(await api.session()));
  }

  setLanguage(language: Language): void {
    rememberLanguage(language);
    this.language.value = language;
  }

  /** Runs what a person asked for; a refusal becomes `trouble`. @returns whether it went well. */
  async act(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.trouble.value = null;
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'not-signed-in' && this.session.value !== null) this.leave();
      else this.trouble.value = error.code;
      return false;
    }
  }

  enter(session: SessionState): void {
    this.session.value = session;
    if (session.user === null) return;
    if (this.route.value.name === 'setup') location.hash = '';
    this.#stopFollowing ??= followFleet(
      () => void this.read(),
      (isConnected) => {
        this.connected.value = isConnected;
      },
    );
    void this.read();
  }

  async signOut(): Promise<void> {
    await this.act(async () => {
      await api.signOut();
      this.leave();
    });
  }

  search(change: Partial<ListQuery>): void {
    this.query.value = { ...this.query.value, ...change };
    void this.read();
  }

  /** Reads again what is shown. */
  async read(): Promise<void> {
    if (this.session.value?.user == null) return;
    const { route } = this;
    await this.act(async () => {
      if (route.value.name === 'fleet') await this.#readFleet();
      if (route.value.name === 'device') await this.#readDevice(route.value.device);
    });
  }

  async readMore(): Promise<void> {
    const shown = this.page.value;
    if (shown?.next == null) return;
    const after = shown.next;
    await this.act(async () => {
      const more = await api.devices({ ...parameters(this.query.value), after });
      this.page.value = { ...more, devices: [...shown.devices, ...more.devices] };
    });
  }

  async #readFleet(): Promise<void> {
    const asked = this.query.value;
    const [summary, page] = await Promise.all([api.summary(), api.devices(parameters(asked))]);
    // A slower answer to an older question must not replace the newer one.
    if (asked !== this.query.value) return;
    batch(() => {
      this.summary.value = summary;
      this.page.value = page;
      this.now.value = Date.now();
    });
  }

  async #readDevice(id: string): Promise<void> {
    if (this.device.value?.device !== id) this.device.value = null;
    const detail = await api.device(id);
    if (this.route.value.name === 'device' && this.route.value.device === id) this.device.value = detail;
  }

  private leave(): void {
    this.#stopFollowing?.();
    this.#stopFollowing = null;
    batch(() => {
      this.session.value = { user: null, needsSetup: false };
      this.summary.value = null;
      this.page.value = null;
      this.device.value = null;
    });
  }
}

function parameters({ search, filter, rule, sort, direction }: ListQuery): Record<string, string> {
  return { search, filter, sort, direction, ...(rule !== null && { rule }) };
}
