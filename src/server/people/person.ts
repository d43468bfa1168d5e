/** Who is signed in, and by which session (base64url of SHA-256 of its secret). */
export interface Person {
  readonly user: string;
  readonly sessionHash: string;
}
