import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, Menu, net, powerMonitor, safeStorage, type Tray } from 'electron';
import type { Agent } from '../src/agent/agent.ts';
import type { Trigger } from '../src/agent/agent-state.ts';
import { createAgent } from '../src/agent/create-agent.ts';
import { type KeyProtector, withChip } from '../src/agent/identity.ts';
import { describeError, type Log } from '../src/agent/log.ts';
import { observeMedia } from '../src/agent/observe/observe-media.ts';
import { observePresence, withObserved } from '../src/agent/observe.ts';
import { rememberUpdates } from '../src/agent/scanner/remembered-updates.ts';
import type { Settings } from '../src/agent/settings.ts';
import { trainingProbe } from '../src/agent/training.ts';
import type { PopupState, Statement } from '../src/ipc/schema.ts';
import type { Observer } from '../src/observer/observer.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import type { DesktopSession } from '../src/probes/desktop-session.ts';
import type { Machine } from '../src/probes/machine.ts';
import type { Platform } from '../src/probes/probe.ts';
import { findRule } from '../src/rules/registry.ts';
import { type SettingsPage, settingsPages } from '../src/rules/rule.ts';
import type { Verdict } from '../src/rules/verdict.ts';
import type { Language } from '../src/ui/locales/translate.ts';
import { applicationMenu } from './application-menu.ts';
import { callAttention } from './attention.ts';
import { startWithSession } from './autostart/autostart.ts';
import { FileDesk } from './file-desk.ts';
import { hardenedSession } from './hardened-session.ts';
import { HelpDesk } from './help-desk.ts';
import { appIcon, notificationIcon, trayIcon } from './icons.ts';
import { answerRequests } from './ipc-main.ts';
import { keyProtectorOf } from './key-protector.ts';
import { languageOf } from './language.ts';
import { failureText } from './notification-text.ts';
import { notify, onLeftNotification } from './notifications.ts';
import { toPopupState } from './popup-state.ts';
import { PopupWindow } from './popup-window.ts';
import { shellPresence } from './presence.ts';
import { openSettings } from './settings-store.ts';
import { SignOffWatch } from './sign-off-watch.ts';
import { statementContentOf } from './statement-content.ts';
import { systemProxies } from './system-proxies.ts';
import { TrayIcon } from './tray.ts';
import { onLateTrayHost } from './tray-host.ts';
import { scanOnWake } from './wake-events.ts';
import { shellWords } from './words.ts';

const dist = join(import.meta.dirname, '..');
const ownSession = hardenedSession(join(dist, 'ui', 'popup'));

/** The agent with its face: icon, popup, notifications. Everything is made here, once, after the app is ready. */
export class Shell {
  readonly #log: Log;
  readonly #folder: string;
  readonly #settings: Settings;
  readonly #platform: Platform;
  readonly #desktop: DesktopSession;
  readonly #keyProtector: KeyProtector;
  readonly #observer: Observer;
  readonly #agent: Agent;
  readonly #popup: PopupWindow;
  readonly #tray: TrayIcon;
  readonly #helpDesk: HelpDesk;
  readonly #fileDesk: FileDesk;
  readonly #signOff: SignOffWatch;
  #openablePages: ReadonlySet<SettingsPage> = new Set();
  readonly #stopWatching: (() => void)[] = [];

  constructor(folder: string, log: Log, tray: Tray, machine: Machine) {
    this.#folder = folder;
    this.#log = log;
    this.#settings = openSettings(folder, log);
    this.#platform = machine.platform();
    this.#desktop = machine.desktopSession();
    this.#keyProtector = withChip(keyProtectorOf(safeStorage, process.platform), machine.keyChip());
    this.#observer = this.#createObserver(machine);
    this.#agent = this.#createAgent();
    this.#popup = new PopupWindow({
      session: ownSession,
      preload: join(dist, 'electron', 'preload.cjs'),
      icon: appIcon,
      title: () => this.#words().t('tray:name'),
      trayBounds: () => this.#tray.bounds(),
    });
    this.#tray = this.#createTray(tray);
    this.#fileDesk = new FileDesk({
      agent: this.#agent,
      popup: () => this.#popup.contents,
      words: () => this.#words(),
    });
    this.#signOff = new SignOffWatch(() => this.#tellSignOff());
    this.#helpDesk = new HelpDesk({
      folder,
      log,
      state: () => this.#agent.state(),
      popup: () => this.#popup.contents,
    });
  }

  /** @returns why the agent cannot work, in the user's words; null where it does. */
  async start(): Promise<string | null> {
    this.#answerPopup();
    this.#agent.onChange(() => this.#show());
    this.#agent.onNewFailures((failures) => this.#tell(failures));
    this.#agent.onChange(({ signOff }) => this.#signOff.follow(signOff));
    this.#show();
    this.#signOff.begin(this.#agent.state().signOff);
    const started = await this.#agent.start();
    if (!started.ok) return this.#words().t('tray:in-use', { folder: this.#folder });
    this.#watch();
    startWithSession(app, this.#settings.get('autostart'));
    await this.#findOpenablePages();
    return null;
  }

  openPopup(): void {
    this.#popup.open('asked');
  }

  /** Joins once; a string that is left over from an earlier start changes nothing. */
  async enrolOnce(enrolmentString: string): Promise<void> {
    if (this.#settings.get('enrolment') !== null || this.#agent.state().signOff !== null) return;
    const outcome = await this.#agent.enrol(enrolmentString);
    if (!outcome.ok) this.#log.error(`This device could not join: ${outcome.detail}`);
  }

  async stop(): Promise<void> {
    for (const stop of this.#stopWatching) stop();
    this.#popup.close();
    await this.#agent.stop();
    this.#tray.destroy();
  }

  #watch(): void {
    const scan = (trigger: Trigger): void => this.#scan(trigger);
    const cameLate = (): void => {
      this.#tray.recreate();
      this.#show();
    };
    onLeftNotification(() => this.openPopup());
    this.#stopWatching.push(
      scanOnWake({ powerMonitor, isOnline: () => net.isOnline(), scan }),
      onLateTrayHost(this.#desktop, cameLate),
    );
  }

  #createObserver({ presence }: Machine): Observer {
    return observePresence({
      folder: this.#folder,
      log: this.#log,
      policy: () => this.#agent.policy(),
      profile: () => this.#agent.state().profile,
      presence: shellPresence(presence(), powerMonitor, this.#platform.os),
      isPresenting: () => this.#desktop.isPresenting(),
      onChange: () => this.#scan('change'),
    });
  }

  #createAgent(): Agent {
    return createAgent({
      platform: withObserved(
        rememberUpdates(observeMedia(this.#platform, this.#folder, this.#log), this.#folder, this.#log),
        this.#observer.probe,
        trainingProbe(this.#folder),
      ),
      folder: this.#folder,
      settings: this.#settings,
      keyProtector: this.#keyProtector,
      observer: this.#observer,
      policy: defaultPolicy(),
      log: this.#log,
      findProxies: systemProxies(ownSession),
    });
  }

  #createTray(tray: Tray): TrayIcon {
    const actions = {
      toggle: () => this.#popup.toggle(),
      open: () => this.openPopup(),
      checkNow: () => this.#scan('user'),
      setLanguage: (language: Language) => this.#setLanguage(language),
      quit: () => app.quit(),
    };
    return new TrayIcon({ icon: trayIcon, actions }, tray);
  }

  #answerPopup(): void {
    const menu = applicationMenu();
    Menu.setApplicationMenu(menu && Menu.buildFromTemplate(menu));
    answerRequests({
      popup: () => this.#popup.contents,
      onBug: (error) => this.#log.error(`A request of the popup failed: ${describeError(error)}`),
      handlers: {
        getState: () => this.#state(),
        checkNow: async () => {
          await this.#agent.scan('user');
        },
        openSettings: (rule) => this.#openSettingsOf(rule),
        setLanguage: (language) => this.#setLanguage(language),
        say: (statement) => this.#say(statement),
        getHelpBundle: () => this.#helpDesk.prepare(),
        saveHelpBundle: () => this.#whilePopupStays(() => this.#helpDesk.save()),
        exportReports: () => this.#whilePopupStays(() => this.#fileDesk.exportReports()),
        importReply: () => this.#whilePopupStays(() => this.#fileDesk.importReply()),
        joinByFile: () => this.#whilePopupStays(() => this.#fileDesk.joinByFile()),
        answerQuiz: (answers) => this.#agent.takeQuiz(answers),
        getLastReport: () => this.#agent.lastReport(),
        fitHeight: (height) => this.#popup.fit(height),
        closePopup: () => this.#popup.close(),
      },
    });
  }

  /** @returns whether it is kept. */
  async #say(statement: Statement): Promise<boolean> {
    const known = { assignment: this.#agent.state().assignmentVersion, bundle: this.#helpDesk.shown };
    const content = statementContentOf(statement, known);
    return content !== null && this.#agent.say(content);
  }

  /** A dialog of the system's takes the focus away, and must not close what asked for it. */
  #whilePopupStays<T>(work: () => Promise<T>): Promise<T> {
    this.#popup.stay();
    return work();
  }

  #state(): PopupState {
    return toPopupState(this.#agent.state(), {
      os: this.#platform.os,
      hostname: hostname(),
      language: this.#language(),
      version: app.getVersion(),
      openablePages: this.#openablePages,
    });
  }

  #language(): Language {
    const chosen = this.#settings.get('language');
    return languageOf(chosen === 'system' ? null : chosen, app.getPreferredSystemLanguages());
  }

  #words() {
    return shellWords(this.#language());
  }

  #show(): void {
    const state = this.#state();
    this.#tray.show(state, this.#words());
    this.#popup.send(state);
  }

  #setLanguage(language: Language): void {
    this.#settings.set('language', language);
    this.#show();
  }

  #scan(trigger: Trigger): void {
    if (this.#state().signOff?.state === 'signed-off') return;
    this.#agent.scan(trigger).catch((error: unknown) => {
      this.#log.error(`A scan failed: ${describeError(error)}`);
    });
  }

  #tell(failures: readonly Verdict[]): void {
    const open = (): void => this.#popup.open('alert');
    callAttention(failures, {
      isPresenting: () => this.#desktop.isPresenting(),
      openPopup: open,
      notify: (failed) =>
        notify(failureText(failed, this.#words()), notificationIcon('not-compliant'), () => this.openPopup()),
    }).catch((error: unknown) => this.#log.error(`Telling of a failure failed: ${describeError(error)}`));
  }

  /** Somebody at IT waits for this person. */
  #tellSignOff(): void {
    const words = this.#words();
    const text = { title: words.t('tray:sign-off.title'), body: words.t('tray:sign-off.body') };
    notify(text, notificationIcon('unknown'), () => this.openPopup());
    this.#popup.open('alert');
  }

  async #openSettingsOf(ruleId: string): Promise<boolean> {
    const page = findRule(ruleId)?.remedies[this.#platform.os]?.settingsPage;
    if (page === undefined || page === null) return false;
    this.#popup.stay();
    return this.#platform.openSettings(page);
  }

  async #findOpenablePages(): Promise<void> {
    const openable = await Promise.all(
      settingsPages.map(async (page) => ((await this.#platform.canOpenSettings(page)) ? page : null)),
    );
    this.#openablePages = new Set(openable.filter((page) => page !== null));
    this.#show();
  }
}
