import { nameOf, type Place } from './outbox-record.ts';

/** Where the reports that wait lie in the outbox's file, the oldest first. */
export class WaitingPlaces {
  readonly #places = new Map<string, Place>();
  #bytes = 0;

  constructor(places: readonly Place[] = []) {
    for (const place of places) this.add(place);
  }

  get count(): number {
    return this.#places.size;
  }

  /** What they take up in the file, together. */
  get bytes(): number {
    return this.#bytes;
  }

  get all(): readonly Place[] {
    return [...this.#places.values()];
  }

  /** Up to that many of them; one costs no more however many wait. */
  oldest(limit: number): readonly Place[] {
    const found: Place[] = [];
    for (const place of this.#places.values()) {
      if (found.length >= limit) break;
      found.push(place);
    }
    return found;
  }

  add(place: Place): void {
    this.#places.set(nameOf(place), place);
    this.#bytes += place.length;
  }

  remove(name: string): void {
    this.#bytes -= this.#places.get(name)?.length ?? 0;
    this.#places.delete(name);
  }
}
