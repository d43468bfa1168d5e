import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { givenIdentity, ownIdentity, UnusableCertificate } from '../../../src/server/tls/identity.ts';
import { testIdentity } from '../../agent/tls-server.ts';
import { testOnMachine } from '../../not-run.ts';

async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the first start makes key and certificate, for their owner alone; the second takes the same', async () => {
  const folder = await folderOfTest();
  const names = ['endpoint.example', '10.0.0.5', 'fd00::2'];
  const first = await ownIdentity(folder, names);
  for (const file of ['endpoint-key.pem', 'endpoint-certificate.pem'])
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(await ownIdentity(folder, ['10.0.0.5'])).toEqual(first);
  const certificate = new X509Certificate(first.certificate);
  expect([certificate.checkHost('endpoint.example'), certificate.checkIP('fd00::2')]).not.toContain(
    undefined,
  );
  expect(certificate.checkHost('other.example')).toBeUndefined();
  expect(first.expiresAt.getUTCFullYear()).toBe(9999);
});

test('a new name makes a new certificate, and the key that devices know stays', async () => {
  const folder = await folderOfTest();
  const first = await ownIdentity(folder, ['10.0.0.5']);
  const second = await ownIdentity(folder, ['10.0.0.6']);
  expect([second.pin, second.key]).toEqual([first.pin, first.key]);
  expect(new X509Certificate(second.certificate).checkIP('10.0.0.6')).toBe('10.0.0.6');
  expect(await ownIdentity(folder, ['10.0.0.6'])).toEqual(second);
});

test('a certificate that was cut off or belongs to another key is made anew', async () => {
  const folder = await folderOfTest();
  const first = await ownIdentity(folder, ['10.0.0.5']);
  for (const spoilt of [first.certificate.slice(0, 200), testIdentity({ names: ['10.0.0.5'] }).cert]) {
    writeFileSync(join(folder, 'endpoint-certificate.pem'), spoilt);
    const next = await ownIdentity(folder, ['10.0.0.5']);
    expect(next.pin).toBe(first.pin);
    expect(new X509Certificate(next.certificate).checkIP('10.0.0.5')).toBe('10.0.0.5');
  }
});

testOnMachine(
  { programs: ['/usr/bin/openssl'] },
  'OpenSSL takes the certificate for what it is, and sees the same pin as we do',
  async () => {
    const folder = await folderOfTest();
    const { pin } = await ownIdentity(folder, ['endpoint.example']);
    const file = join(folder, 'endpoint-certificate.pem');
    const openssl = (args: readonly string[], input?: Buffer) =>
      execFileSync('/usr/bin/openssl', args, { ...(input && { input }), stdio: ['pipe', 'pipe', 'ignore'] });
    const checks = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'endpoint.example'];
    expect(String(openssl(['verify', ...checks, '-CAfile', file, file]))).toContain('OK');
    const key = openssl(['x509', '-in', file, '-pubkey', '-noout']);
    const der = openssl(['pkey', '-pubin', '-outform', 'der'], key);
    expect(
      String(openssl(['dgst', '-sha256'], der))
        .trim()
        .split(' ')
        .at(-1),
    ).toBe(pin);
  },
);

test('IT’s own certificate is taken as it is; one that devices would refuse is said before anything is made', async () => {
  const folder = await folderOfTest();
  const { key, cert, pin } = testIdentity({ names: ['endpoint.example', '*.corp.example'] });
  const [certificateFile, keyFile] = [join(folder, 'c.pem'), join(folder, 'k.pem')];
  writeFileSync(certificateFile, cert);
  writeFileSync(keyFile, key);
  expect(givenIdentity(certificateFile, keyFile, 'endpoint.example').pin).toBe(pin);
  expect(givenIdentity(certificateFile, keyFile, 'desk.corp.example').certificate).toBe(cert);
  const reasonFor = (certificate: string, keyOf: string, name: string) => {
    try {
      return givenIdentity(certificate, keyOf, name);
    } catch (error) {
      return error instanceof UnusableCertificate ? error.reason : error;
    }
  };
  expect(reasonFor(certificateFile, keyFile, '10.0.0.5')).toBe('wrong-host');
  expect(reasonFor(join(folder, 'none.pem'), keyFile, 'endpoint.example')).toBe('unreadable');
  expect(reasonFor(keyFile, keyFile, 'endpoint.example')).toBe('unreadable');
  expect(reasonFor(certificateFile, certificateFile, 'endpoint.example')).toBe('unreadable');
  writeFileSync(keyFile, testIdentity().key);
  expect(reasonFor(certificateFile, keyFile, 'endpoint.example')).toBe('other-key');
});

test('half a key is never left behind as one', async () => {
  const folder = await folderOfTest();
  await ownIdentity(folder, ['10.0.0.5']);
  expect(existsSync(join(folder, 'endpoint-key.pem.half'))).toBe(false);
  chmodSync(join(folder, 'endpoint-key.pem'), 0o600);
  writeFileSync(join(folder, 'endpoint-key.pem'), 'not a key');
  await expect(ownIdentity(folder, ['10.0.0.5'])).rejects.toThrow();
  // Made anew it would lock every enrolled device out in silence.
  expect(readFileSync(join(folder, 'endpoint-key.pem'), 'utf8')).toBe('not a key');
});
