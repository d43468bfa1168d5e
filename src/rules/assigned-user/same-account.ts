/** A name as people and systems write it: `name`, `DOMAIN\name`, `name@domain`; empty where no domain is written. */
interface AccountName {
  readonly name: string;
  readonly domain: string;
}

/** Written before an account that lives on the computer itself. */
const thisComputer = '.';
/** What stands before the address of an account that a cloud keeps: `AzureAD\zhang@corp.example`. */
const clouds = new Set(['azuread', 'microsoftaccount']);

/**
 * Whether IT's name and the system's mean one account. A domain that only one of the two writes decides nothing; `CORP`
 * and `corp.example` are taken for one domain by the first label, as Windows proposes it when a domain is made.
 */
export function isSameAccount(asked: string, seen: string, anyCase: boolean): boolean {
  const [wanted, found] = [asked, seen].map(partsOf) as [AccountName, AccountName];
  return equal(wanted.name, found.name, anyCase) && isSameDomain(wanted.domain, found.domain);
}

function partsOf(written: string): AccountName {
  const text = written.trim().normalize('NFC');
  const slash = text.indexOf('\\');
  const before = text.slice(0, Math.max(slash, 0));
  const rest = text.slice(slash + 1);
  if (slash >= 0 && !clouds.has(fold(before))) return { name: rest, domain: before };
  const at = rest.lastIndexOf('@');
  return at > 0 ? { name: rest.slice(0, at), domain: rest.slice(at + 1) } : { name: rest, domain: before };
}

function equal(one: string, other: string, anyCase: boolean): boolean {
  return anyCase ? fold(one) === fold(other) : one === other;
}

/** No system tells domains apart by case (RFC 4343). */
function isSameDomain(one: string, other: string): boolean {
  if (one === '' || other === '') return true;
  const [first, second] = [fold(one), fold(other)];
  if (first === second) return true;
  const areOfOneKind = first.includes('.') === second.includes('.');
  if (first === thisComputer || second === thisComputer || areOfOneKind) return false;
  return first.split('.')[0] === second.split('.')[0];
}

function fold(text: string): string {
  return text.toLowerCase();
}
