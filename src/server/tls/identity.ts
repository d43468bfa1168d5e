import { createHash, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** What the endpoint shows and proves itself with. */
export interface TlsIdentity {
  /** PEM, the certificate first, then those that signed it. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
  /** What enrolment strings carry: see `pinShape` of the protocol. */
  readonly pin: string;
  readonly expiresAt: Date;
}

/** A certificate or key of IT's own with which no device would talk to the endpoint. */
export class UnusableCertificate extends Error {
  override readonly name = 'UnusableCertificate';
  readonly reason: 'unreadable' | 'other-key' | 'wrong-host';

  constructor(reason: UnusableCertificate['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const dayMs = 86_400_000;

/**
 * The endpoint's own: the key is made once, at the first start; the certificate anew whenever the endpoint has a name
 * that it lacks. Devices know the key, so they notice nothing of that.
 * @throws the error of the file system.
 */
export async function ownIdentity(folder: string, names: readonly string[]): Promise<TlsIdentity> {
  const keyFile = join(folder, 'endpoint-key.pem');
  const certificateFile = join(folder, 'endpoint-certificate.pem');
  if (!existsSync(keyFile)) write(keyFile, newKey());
  const key = readFileSync(keyFile, 'utf8');
  const kept = existsSync(certificateFile) ? readFileSync(certificateFile, 'utf8') : null;
  const certificate = kept !== null && fits(kept, key, names) ? kept : await signNew(key, names);
  if (certificate !== kept) write(certificateFile, certificate);
  return identityOf(certificate, key);
}

/** @throws UnusableCertificate where devices would refuse it, or where it is none. */
export function givenIdentity(certificateFile: string, keyFile: string, name: string): TlsIdentity {
  const certificate = readGiven(certificateFile);
  const key = readGiven(keyFile);
  let identity: TlsIdentity;
  try {
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)))
      throw new UnusableCertificate('other-key', keyFile);
    identity = identityOf(certificate, key);
  } catch (error) {
    if (error instanceof UnusableCertificate) throw error;
    throw new UnusableCertificate('unreadable', error instanceof Error ? error.message : String(error));
  }
  if (!isFor(new X509Certificate(certificate), name)) throw new UnusableCertificate('wrong-host', name);
  return identity;
}

function identityOf(certificate: string, key: string): TlsIdentity {
  const read = new X509Certificate(certificate);
  const publicKey = read.publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(publicKey).digest('hex');
  return { certificate, key, pin, expiresAt: new Date(read.validTo) };
}

/** The library that writes certificates is loaded when one is needed: once, as a rule. */
async function signNew(key: string, names: readonly string[]): Promise<string> {
  const { makeCertificate, never } = await import('./make-certificate.ts');
  // Clocks of browsers may be behind.
  return makeCertificate({ key, names, from: new Date(Date.now() - dayMs), until: never });
}

function fits(certificate: string, key: string, names: readonly string[]): boolean {
  try {
    const read = new X509Certificate(certificate);
    return read.checkPrivateKey(createPrivateKey(key)) && names.every((name) => isFor(read, name));
  } catch {
    return false;
  }
}

function isFor(certificate: X509Certificate, name: string): boolean {
  const found =
    isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  return found !== undefined;
}

/** P-256: every client speaks it, and a handshake costs a tenth of RSA's. */
function newKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** Whole or not at all: half a key would lock every device out. */
function write(file: string, text: string): void {
  const half = `${file}.half`;
  writeFileSync(half, text, { mode: 0o600, flush: true });
  renameSync(half, file);
}

function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnusableCertificate('unreadable', error instanceof Error ? error.message : file);
  }
}
