import { structure } from './structure.ts';

/** Before x and y of a public key, `cbKey` bytes each. */
export const eccKeyBlob = structure('BCRYPT_ECCKEY_BLOB', 'bcrypt.h', { dwMagic: 'u32', cbKey: 'u32' });
