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

  first(): Place | undefined {
    return this.#places.values().next().value;
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
