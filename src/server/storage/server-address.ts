/** How devices find the endpoint. `host` as in a URL; `pin` null where it speaks plain HTTP. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly pin: string | null;
}
