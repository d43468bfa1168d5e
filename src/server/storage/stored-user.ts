export interface StoredUser {
  readonly name: string;
  readonly passwordHash: string;
}
export interface StoredSession {
  readonly hash: string;
  readonly user: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}
