import { type PublicJwk, publicJwk } from '../../../jws/device-key.ts';
import type { Storage, VerifiedReport } from '../storage.ts';
import { assign } from './assignments.ts';
import { acceptConfiguration } from './configurations.ts';
import { Database } from './database.ts';
import { changeKey, listDeviceKeys, noteRetiredKey } from './device-keys.ts';
import { enrol, revokeDevice } from './enrol.ts';
import { readConflicts, readReports } from './evidence.ts';
import { countFleet, findDevice, listDevices } from './fleet.ts';
import { countHeldPolicies } from './held-policies.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import * as people from './people.ts';
import * as policies from './policies.ts';
import { changePolicy, listPolicies, publishPolicy } from './published-policies.ts';
import { findNews, storeReport } from './reports.ts';
import { endSecondHistory, listSecondHistories } from './second-histories.ts';
import * as settings from './settings.ts';
import * as signOffs from './sign-offs.ts';
import * as statements from './statements.ts';

/**
 * The storage of one process on one SQLite file.
 * @throws StorageUnavailable where the file cannot be opened; Error where a later version wrote it.
 */
export function openSqliteStorage(file: string, now: number = Date.now()): Storage {
  const database = new Database(file);
  try {
    migrate(database, migrations, now);
  } catch (error) {
    database.close();
    throw error;
  }
  return storageOn(database);
}

/** SQLite answers at once; the promises are for databases that don't, and turn what it throws into a rejection. */
function storageOn(database: Database): Storage {
  const read = async <Result>(work: (database: Database) => Result) => work(database);
  const write = async <Result>(work: (database: Database) => Result) =>
    database.transaction(() => work(database));
  return {
    enrol: (input) => write((db) => enrol(db, input)),
    findDeviceKey: (device) => read((db) => findKey(db, device)),
    listDeviceKeys: (device) => read((db) => listDeviceKeys(db, device)),
    changeKey: (change) => write((db) => changeKey(db, change)),
    noteRetiredKey: (device, now) => write((db) => noteRetiredKey(db, device, now)),
    storeReports: (reports) =>
      write((db) => reports.map((report: VerifiedReport) => storeReport(db, report))),
    findNews: (device, held) => read((db) => findNews(db, device, held)),
    readReports: (device) => read((db) => readReports(db, device)),
    readConflicts: (device) => read((db) => readConflicts(db, device)),
    countFleet: (silentBefore) => read((db) => countFleet(db, silentBefore)),
    listDevices: (query) => read((db) => listDevices(db, query)),
    findDevice: (device) => read((db) => findDevice(db, device)),
    revokeDevice: (device, at) => write((db) => revokeDevice(db, device, at)),
    publishPolicy: (input) => write((db) => publishPolicy(db, input)),
    changePolicy: (change) => write((db) => changePolicy(db, change)),
    listPolicies: () => read(listPolicies),
    countHeldPolicies: () => read(countHeldPolicies),
    handOutPolicy: (wish) => write((db) => policies.handOutPolicy(db, wish)),
    savePolicyKey: (key) => write((db) => settings.savePolicyKey(db, key)),
    findPolicyKey: () => read(settings.findPolicyKey),
    saveBundleKeys: (keys) => write((db) => settings.saveBundleKeys(db, keys)),
    findBundleKeys: () => read(settings.findBundleKeys),
    assign: (input) => write((db) => assign(db, input)),
    acceptConfiguration: (input) => write((db) => acceptConfiguration(db, input)),
    storeStatement: (statement) => write((db) => statements.storeStatement(db, statement)),
    listStatements: (device) => read((db) => statements.listStatements(db, device)),
    findStatement: (number) => read((db) => statements.findStatement(db, number)),
    handleStatement: (number, at, by) => write((db) => statements.handleStatement(db, number, at, by)),
    listSecondHistories: (device) => read((db) => listSecondHistories(db, device)),
    endSecondHistory: (input) => write((db) => endSecondHistory(db, input)),
    startSignOff: (input) => write((db) => signOffs.startSignOff(db, input)),
    endSignOff: (input) => write((db) => signOffs.endSignOff(db, input)),
    listSignOffs: (device) => read((db) => signOffs.listSignOffs(db, device)),
    findSignedOff: (device) => read((db) => signOffs.findSignedOff(db, device)),
    devicesOfOwner: (owner) => read((db) => signOffs.devicesOfOwner(db, owner)),
    createToken: (token) => write((db) => people.createToken(db, token)),
    listTokens: (now) => read((db) => people.listTokens(db, now)),
    revokeToken: (id) => write((db) => people.revokeToken(db, id)),
    hasUsers: () => read(people.hasUsers),
    createFirstUser: (user) => write((db) => people.createFirstUser(db, user)),
    saveUser: (user) => write((db) => people.saveUser(db, user)),
    findUser: (name) => read((db) => people.findUser(db, name)),
    createSession: (session) => write((db) => people.createSession(db, session)),
    findSession: (hash, now) => read((db) => people.findSession(db, hash, now)),
    deleteSession: async (hash) => void database.run('DELETE FROM sessions WHERE hash = ?', hash),
    saveAddress: (address) => write((db) => settings.saveAddress(db, address)),
    findAddress: () => read(settings.findAddress),
    close: async () => database.close(),
  };
}

function findKey(database: Database, device: string): PublicJwk | null {
  const row = database.get<{ public_key: string }>('SELECT public_key FROM devices WHERE device = ?', device);
  return row === undefined ? null : publicJwk.parse(JSON.parse(row.public_key));
}
