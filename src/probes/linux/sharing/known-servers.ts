import type { ShareKind } from './finding.ts';

/** A program by its kernel name (`comm`) and, where that name is an interpreter's, by its command line. */
export interface KnownProgram {
  readonly name: RegExp;
  readonly line?: RegExp;
}

/** A server that gives something to whoever reaches its port. */
export interface KnownServer {
  readonly kind: ShareKind;
  /** The protocol, as an administrator calls it. */
  readonly name: string;
  /** Where by custom nothing else listens (IANA's registry, the makers' manuals): first and last port. */
  readonly ports: readonly (readonly [from: number, to: number])[];
  readonly programs: readonly KnownProgram[];
  readonly protocol?: 'udp';
}

const at = (port: number): readonly [number, number] => [port, port];
const called = (...names: string[]): KnownProgram => ({ name: new RegExp(`^(${names.join('|')})$`) });

const python = /^python[\d.]*$/;
const node = /^(node|MainThread|npm .*)$/;

/** The first that fits counts: single ports stand before the ranges around them. */
export const knownServers: readonly KnownServer[] = [
  {
    kind: 'file-server',
    name: 'FTP',
    ports: [at(21), at(990)],
    programs: [
      called('vsftpd', 'proftpd', 'pure-ftpd', 'ftpd', 'in.ftpd', 'bftpd', 'uftpd'),
      { name: /^busybox$/, line: /\bftpd\b/ },
      { name: python, line: /\bpyftpdlib\b/ },
    ],
  },
  { kind: 'file-server', name: 'TFTP', protocol: 'udp', ports: [at(69)], programs: [] },
  { kind: 'afp', name: 'AFP', ports: [at(548)], programs: [called('afpd')] },
  {
    kind: 'file-server',
    name: 'rsync',
    ports: [at(873)],
    programs: [{ name: /^rsync$/, line: / --daemon\b/ }],
  },
  { kind: 'file-server', name: 'Subversion', ports: [at(3690)], programs: [called('svnserve')] },
  { kind: 'file-server', name: 'Git', ports: [at(9418)], programs: [called('git-daemon')] },
  { kind: 'file-server', name: 'iSCSI', ports: [at(3260)], programs: [called('tgtd')] },
  { kind: 'file-server', name: 'NBD', ports: [at(10_809)], programs: [called('nbd-server')] },
  { kind: 'file-server', name: 'Syncthing', ports: [at(22_000)], programs: [called('syncthing')] },
  { kind: 'file-server', name: 'Resilio Sync', ports: [], programs: [called('rslsync')] },
  { kind: 'printer', name: 'LPD', ports: [at(515)], programs: [called('lpd')] },
  { kind: 'printer', name: 'JetDirect', ports: [at(9100)], programs: [called('p910nd')] },
  { kind: 'scanner', name: 'SANE', ports: [at(6566)], programs: [called('saned')] },
  {
    kind: 'remote-login',
    name: 'SSH',
    ports: [at(22)],
    // The sshd of a session calls itself `sshd: carol [priv]`, the listening one `sshd: /usr/sbin/sshd [listener] …`.
    programs: [called('dropbear', 'tinysshd'), { name: /^sshd$/, line: /^(?!sshd: [^/])/ }],
  },
  {
    kind: 'remote-login',
    name: 'Telnet',
    ports: [at(23)],
    programs: [called('telnetd', 'in.telnetd'), { name: /^busybox$/, line: /\btelnetd\b/ }],
  },
  { kind: 'remote-login', name: 'rsh', ports: [[512, 513]], programs: [called('in.rshd', 'in.rlogind')] },
  {
    kind: 'remote-login',
    name: 'Web terminal',
    ports: [at(4200)],
    programs: [called('ttyd', 'shellinaboxd', 'gotty', 'cockpit-tls', 'cockpit-ws')],
  },
  {
    kind: 'remote-desktop',
    name: 'Remote Desktop',
    ports: [[3389, 3390]],
    programs: [called('xrdp', 'gnome-remote-de')],
  },
  { kind: 'remote-desktop', name: 'XDMCP', protocol: 'udp', ports: [at(177)], programs: [] },
  { kind: 'database', name: 'PostgreSQL', ports: [at(5432)], programs: [called('postgres')] },
  {
    kind: 'database',
    name: 'MySQL',
    ports: [at(3306), at(33_060)],
    programs: [called('mysqld', 'mariadbd')],
  },
  {
    kind: 'database',
    name: 'Redis',
    ports: [at(6379)],
    programs: [called('redis-server', 'valkey-server')],
  },
  { kind: 'database', name: 'MongoDB', ports: [at(27_017)], programs: [called('mongod')] },
  { kind: 'database', name: 'SQL Server', ports: [at(1433)], programs: [called('sqlservr')] },
  { kind: 'database', name: 'Oracle', ports: [at(1521)], programs: [called('tnslsnr')] },
  { kind: 'database', name: 'Elasticsearch', ports: [at(9200)], programs: [] },
  { kind: 'database', name: 'CouchDB', ports: [at(5984)], programs: [] },
  { kind: 'database', name: 'Memcached', ports: [at(11_211)], programs: [called('memcached')] },
  { kind: 'database', name: '达梦', ports: [at(5236)], programs: [called('dmserver')] },
  { kind: 'database', name: '人大金仓', ports: [at(54_321)], programs: [called('kingbase')] },
  {
    // gnome-user-share gives the Public folder through a web server of the user's own.
    kind: 'webdav',
    name: 'WebDAV',
    ports: [],
    programs: [{ name: /^(apache2|httpd|lighttpd)$/, line: /gnome-user-share/ }],
  },
  {
    kind: 'web',
    name: 'HTTP',
    ports: [at(80), at(443)],
    programs: [
      called('apache2', 'httpd', 'nginx', 'lighttpd', 'caddy', 'thttpd', 'darkhttpd', 'webfsd', 'miniserve'),
      { name: /^busybox$/, line: /\bhttpd\b/ },
      { name: python, line: /\b(http\.server|SimpleHTTPServer|uploadserver|wsgidav)\b/ },
      { name: node, line: /\b(http-server|live-server|serve)\b/ },
      { name: /^php[\d.]*$/, line: / -S / },
    ],
  },
  {
    // RFB's displays :0 to :99, and the same in a browser.
    kind: 'remote-desktop',
    name: 'VNC',
    ports: [
      [5900, 5999],
      [5800, 5899],
    ],
    programs: [
      called('Xvnc', 'Xtigervnc', 'Xtightvnc', 'x0vncserver', 'x0tigervncserv', 'x11vnc', 'wayvnc'),
      called('vino-server', 'krfb', 'vncserver-x11.*', 'Xvnc-core'),
    ],
  },
  { kind: 'remote-desktop', name: 'X11', ports: [[6000, 6063]], programs: [] },
];

/** What is behind a port of the system: nothing of this computer, or what has a reading of its own (CUPS, Samba, NFS). */
export const systemPorts: ReadonlyMap<number, string> = new Map([
  [53, 'DNS'],
  [111, 'rpcbind'],
  [139, 'SMB'],
  [445, 'SMB'],
  [631, 'CUPS'],
  [2049, 'NFS'],
  [5355, 'LLMNR'],
]);

/** Programs that hold a port for another one, whose port their command line names. */
export const forwarders = called('docker-proxy', 'rootlessport');
