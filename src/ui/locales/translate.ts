import i18next, { type i18n } from 'i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Words of one area (`rules`, `popup`, `tray`, `fleet`, `cli`) in one language. */
export type Words = Readonly<Record<string, unknown>>;
export interface Translator {
  readonly language: Language;
  /** @returns the sentence of that key; `values` fill its places. */
  t(key: string, values?: Readonly<Record<string, unknown>>): string;
  /** @returns the list of sentences at that key; empty where there is none. */
  list(key: string): readonly string[];
  has(key: string): boolean;
}

/** `words`: the areas that this program needs, e.g. `{ rules, popup }`; keys are then `rules:…`, `popup:…`. */
export function createTranslator(language: Language, words: Readonly<Record<string, Words>>): Translator {
  const engine = i18next.createInstance();
  // Sentences are data in the bundle, so initialisation needs no waiting.
  void engine.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: { [language]: words },
    ns: Object.keys(words),
    interpolation: { escapeValue: false },
  });
  addFormats(engine, language);
  return {
    language,
    t: (key, values = {}) => String(engine.t(key, values)),
    list: (key) => {
      const found: unknown = engine.t(key, { returnObjects: true });
      return Array.isArray(found) ? found.map(String) : [];
    },
    has: (key) => engine.exists(key),
  };
}

/** @returns the language of the system's list that Deskward speaks; Chinese of any region reads zh-CN. */
export function preferredLanguage(systemLanguages: readonly string[]): Language {
  for (const tag of systemLanguages) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

function addFormats(engine: i18n, language: Language): void {
  const formats = engine.services.formatter;
  formats?.add('duration', (value) => formatDuration(Number(value), language));
  formats?.add('date', (value) => formatDate(String(value), language));
  formats?.add('datetime', (value) => formatDateTime(String(value), language));
  formats?.add('span', (value) => formatSpan(String(value), language));
  formats?.add('list', (value) => formatList(value, language));
}

/** Whole minutes as minutes, everything else as seconds: what a settings dialog would say. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = seconds >= 60 && seconds % 60 === 0;
  const unit = whole ? 'minute' : 'second';
  const amount = whole ? seconds / 60 : seconds;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(amount);
}

/** A calendar day, YYYY-MM-DD or an ISO instant; a plain day has no time zone. */
export function formatDate(value: string, language: Language): string {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    ...(plain && { timeZone: 'UTC' }),
  }).format(new Date(value));
}

export function formatDateTime(value: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(value),
  );
}

/** ISO 8601 span such as P2M, in words. */
export function formatSpan(span: string, language: Language): string {
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  const parts = [...span.matchAll(/(\d+)([YMWD])/g)].map(([, amount, letter]) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: units[letter as keyof typeof units],
      unitDisplay: 'long',
    }).format(Number(amount)),
  );
  return new Intl.ListFormat(language, { type: 'unit' }).format(parts);
}

function formatList(value: unknown, language: Language): string {
  const items = Array.isArray(value) ? value.map(String) : [String(value)];
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
}
