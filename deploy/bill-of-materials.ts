import { readFileSync } from 'node:fs';

// The packages of a production install (`npm ci --omit=dev --omit=optional`), which the image has in its bundle, as CycloneDX. `npm sbom --omit dev` leaves out
// whatever a package for development needs as well, which is most of them: https://docs.npmjs.com/cli/commands/npm-sbom.
// Nothing in it depends on when and where it is made: the same lockfile gives the same bill.

interface LockedPackage {
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, LockedPackage>>;

/** The bill of a lockfile of npm, version 3. */
export function billOfMaterials(lockfile: { readonly packages: Packages }) {
  const { '': root, ...others } = lockfile.packages;
  if (root === undefined) throw new Error('The lockfile names no project.');
  const installed: Packages = Object.fromEntries(
    Object.entries(others).filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional),
  );

  /** Where Node finds a package from another: the nearest `node_modules` on the way up. */
  function find(from: string, name: string): string | undefined {
    const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
    if (inside in installed || from === '') return inside in installed ? inside : undefined;
    return find(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
  }
  const purlAt = (path: string) => purl(nameAt(path, installed[path]), installed[path]?.version ?? '');
  function dependsOn(path: string, { dependencies, peerDependencies }: LockedPackage): readonly string[] {
    const names = Object.keys({ ...dependencies, ...peerDependencies });
    const found = names.flatMap((name) => find(path, name) ?? []).map(purlAt);
    return [...new Set(found)].sort();
  }

  const own = purl(root.name ?? '', root.version);
  // The same version may lie in several folders.
  const components = new Map(
    Object.entries(installed).map(([path, { version, integrity = '', license }]) => {
      const [algorithm = '', hash = ''] = integrity.split('-', 2);
      const component = {
        type: 'library',
        'bom-ref': purlAt(path),
        name: nameAt(path, installed[path]),
        version,
        purl: purlAt(path),
        hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
        licenses: license === undefined ? [] : [{ expression: license }],
      };
      return [component.purl, component] as const;
    }),
  );
  const edges = new Map(Object.entries(installed).map(([path, one]) => [purlAt(path), dependsOn(path, one)] as const));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': own, name: root.name ?? '', version: root.version, purl: own },
    },
    components: [...components.values()],
    dependencies: [[own, dependsOn('', root)] as const, ...edges].map(([ref, on]) => ({ ref, dependsOn: on })),
  };
}

/** The name that the registry has it by, which an alias hides. */
function nameAt(path: string, locked: LockedPackage | undefined): string {
  return locked?.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** https://github.com/package-url/purl-spec */
const purl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

if (import.meta.main) {
  const lockfile = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  process.stdout.write(`${JSON.stringify(billOfMaterials(lockfile), null, 2)}\n`);
}
