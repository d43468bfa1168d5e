import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * Why what answers at the endpoint's address is not taken for the endpoint. Nothing has been sent then.
 * `downgraded`: it speaks no TLS, or an older one than 1.2.
 */
export type DistrustReason = 'wrong-pin' | 'wrong-host' | 'expired' | 'downgraded';

/** A connection that was given up before anything was sent over it. The message is technical, for the log. */
export class Distrusted extends Error {
  override readonly name = 'Distrusted';
  readonly reason: DistrustReason;

  constructor(reason: DistrustReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

export interface Expected {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  /** See `pinShape`. */
  readonly pin: string;
  readonly now: Date;
}

/**
 * The key is what a device trusts; who signed the certificate says nothing to it. A certificate "not valid yet" is fine:
 * with the right key that is a clock that stands in the past, which must not silence a device.
 * @returns what is wrong with the certificate that a server proved to hold, or null.
 */
export function checkCertificate(
  certificate: X509Certificate | undefined,
  { host, pin, now }: Expected,
): Distrusted | null {
  if (certificate === undefined) return new Distrusted('wrong-pin', 'The server showed no certificate.');
  const seen = keyHash(certificate);
  if (!timingSafeEqual(seen, Buffer.from(pin, 'hex')))
    return new Distrusted(
      'wrong-pin',
      `The server's key is sha256:${seen.toString('hex')}, not the one of the enrolment.`,
    );
  if (!isFor(certificate, host))
    return new Distrusted(
      'wrong-host',
      `The certificate is for ${certificate.subjectAltName ?? 'no host'}, not for ${host}.`,
    );
  if (now.getTime() > Date.parse(certificate.validTo))
    return new Distrusted(
      'expired',
      `The certificate ended ${certificate.validTo}; this computer's clock says ${now.toUTCString()}.`,
    );
  return null;
}

/** Of the key and not of the certificate: a new certificate for the same key changes nothing for a device. */
function keyHash({ publicKey }: X509Certificate): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}

/** The subject's common name does not count (RFC 9525, 2). */
function isFor(certificate: X509Certificate, host: string): boolean {
  const name =
    isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never' }) : certificate.checkIP(host);
  return name !== undefined;
}
