import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type PublicJwk, thumbprint } from '../../src/jws/device-key.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { GroupCommit } from '../../src/server/ingest/group-commit.ts';
import { Ingest, type Taken } from '../../src/server/ingest/ingest.ts';
import { Signers } from '../../src/server/ingest/signers.ts';
import { SignerCache } from '../../src/server/jws/signer-cache.ts';
import type { ReportOutcome, Storage, VerifiedReport } from '../../src/server/storage/storage.ts';

/**
 * What the endpoint makes of what devices send, over HTTP: its own code, which verifies before it believes. Only the database
 * is left out, which has no build for Windows here.
 */
export class WineEndpoint {
  readonly keys: PublicJwk[] = [];
  readonly reports: VerifiedReport[] = [];
  readonly #ingest: Ingest;
  readonly #server: Server;

  private constructor() {
    const storage = this.#storage();
    this.#ingest = new Ingest({
      storage,
      signers: new Signers(storage, new SignerCache()),
      commits: new GroupCommit<VerifiedReport, ReportOutcome>(async (batch) => {
        this.reports.push(...batch);
        return batch.map(() => ({ state: 'stored', wantsAssessment: false, assignment: null }));
      }),
      clock: Date.now,
      changed: () => undefined,
    });
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((taken) => {
        response.writeHead(taken.ok ? 200 : 400, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify(taken.ok ? taken.body : { error: taken.refusal, message: taken.refusal }),
        );
      });
    });
  }

  static async open(): Promise<WineEndpoint> {
    const endpoint = new WineEndpoint();
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get enrolmentString(): string {
    const { port } = this.#server.address() as AddressInfo;
    return formatEnrolmentString('127.0.0.1', port, 'a-token-of-32-characters-at-least');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage): Promise<Taken<object>> {
    const jws = await text(request);
    return request.url === '/api/v1/enrolments' ? this.#ingest.enrol(jws) : this.#ingest.report(jws);
  }

  #storage(): Storage {
    const used: Partial<Storage> = {
      enrol: async ({ publicKey, newDevice }) => {
        this.keys.push(publicKey);
        return { state: 'enrolled', device: newDevice, epoch: 1, profile: 'standard', department: '' };
      },
      listDeviceKeys: async () =>
        this.keys
          .slice(-1)
          .map((jwk) => ({ jwk, name: thumbprint(jwk), fromEpoch: 1, fromSequence: 1, rotation: null })),
    };
    // Of whatever else is looked for there is nothing: no policy, no keys of other kinds.
    return new Proxy(used as Storage, {
      get: (known, name: keyof Storage) => known[name] ?? (async () => null),
    });
  }
}
