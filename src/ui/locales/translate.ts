import i18next, { type i18n } from 'i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Words of one area (`rules`, `popup`, `tray`, `fleet`, `cli`, `policy`, `connection`) in one language. */
export type Words = Readonly<Record<string, unknown>>;
export interface Translator {
  readonly language: Language;
  /** @returns the sentence of that key; `values` fill its places. */
  t(key: string, values?: Readonly<Record<string, unknown>>): string;
  /**
   * For keys and values from elsewhere (a device of a later version, say).
   * @returns null where there is no such sentence, a place stays empty, or a value does not fit its format.
   */
  say(key: string, values?: Readonly<Record<string, unknown>>): string | null;
  /** @returns the list of sentences at that key, `values` in their places; empty where there is none. */
  list(key: string, values?: Readonly<Record<string, unknown>>): readonly string[];
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
  const t: Translator['t'] = (key, values = {}) => String(engine.t(key, asData(values)));
  return {
    language,
    t,
    say: (key, values = {}) => {
      if (!engine.exists(key, { ...asData(values), returnObjects: false })) return null;
      let empty = false;
      const missingInterpolationHandler = (): string => {
        empty = true;
        return '';
      };
      const sentence = String(engine.t(key, { ...asData(values), missingInterpolationHandler }));
      return empty ? null : sentence;
    },
    list: (key, values = {}) => {
      const found: unknown = engine.t(key, { ...asData(values), returnObjects: true });
      return Array.isArray(found) ? found.map(String) : [];
    },
    has: (key) => engine.exists(key),
  };
}

/**
 * Values only ever fill places. Given to i18next as they are, a value called `lng` or `context` would be an option of it,
 * and `$t(…)` in a value a reference to another sentence: both could come from a device.
 */
function asData(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // null would count as an empty text; a value that is not there is noticed.
  const data = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const { count } = values;
  return { replace: data, nest: false, ...(typeof count === 'number' && { count }) };
}

/** @returns the language of the system's list that Deskward speaks; Chinese of any region reads zh-CN. */
export function preferredLanguage(systemLanguages: readonly string[]): Language {
  for (const tag of systemLanguages) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** A formatter that gives nothing for a value that it can't say leaves its place empty, which `say` notices. */
function addFormats(engine: i18n, language: Language): void {
  const add = (name: string, fits: (value: unknown) => boolean, format: (value: never) => string): void => {
    engine.services.formatter?.add(
      name,
      (value) => (fits(value) ? format(value as never) : undefined) as string,
    );
  };
  add('duration', Number.isFinite, (value: number) => formatDuration(value, language));
  add('date', isTime, (value: string) => formatDate(value, language));
  add('datetime', isTime, (value: string) => formatDateTime(value, language));
  add('span', isSpan, (value: string) => formatSpan(value, language));
  add('list', isList, (value: string | readonly string[]) => formatList(value, language));
}

const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isSpan = (value: unknown): boolean => typeof value === 'string' && /^P(\d+[YMWD])+$/.test(value);
const isList = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string';

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

export function formatList(value: string | readonly string[], language: Language): string {
  const items = typeof value === 'string' ? [value] : value.map(String);
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
}
