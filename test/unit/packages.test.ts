import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { billOfMaterials } from '../../deploy/bill-of-materials.ts';

/** What is installed, by the lockfile. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const { dependencies, scripts, version } = JSON.parse(read('package.json'));
const lockfile = JSON.parse(read('package-lock.json'));
const packages = Object.entries<Record<string, unknown>>(lockfile.packages).filter(([path]) => path !== '');
const atRunTime = packages.filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional);
const versionsOf = (entries: typeof packages) =>
  new Set(entries.map(([path, { name, version: of }]) => `${name ?? path.split('node_modules/').at(-1)}@${of}`));

describe('the bill of materials', () => {
  const bill = billOfMaterials(lockfile);
  const listed = bill.components.map(({ name, version: of }) => `${name}@${of}`);

  it('lists what the image installs, each version once, and nothing else', () => {
    expect(listed).toHaveLength(new Set(listed).size);
    expect(listed.sort()).toEqual([...versionsOf(atRunTime)].sort());
    expect(listed.filter((one) => /^(vitest|typescript)@/.test(one))).toEqual([]);
  });

  it('tells of each where it comes from, what it hashes to and its licence', () => {
    for (const { purl, hashes, licenses } of bill.components) {
      expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
      expect([purl, hashes]).toEqual([purl, [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]]);
      expect([purl, licenses]).toEqual([purl, [{ expression: expect.stringMatching(/\w/) }]]);
    }
    expect(bill.metadata.component).toMatchObject({ name: 'accounts-gateway', version });
  });

  it('tells which needs which: everything is there for the gateway in the end', () => {
    const edges = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    expect(edges.get(bill.metadata.component['bom-ref'])).toHaveLength(Object.keys(dependencies).length);
    const reached = new Set<string>();
    const reach = (ref: string) => {
      if (reached.has(ref)) return;
      reached.add(ref);
      edges.get(ref)?.forEach(reach);
    };
    reach(bill.metadata.component['bom-ref']);
    const refs = [bill.metadata.component, ...bill.components].map((component) => component['bom-ref']);
    expect([...reached].sort()).toEqual(refs.sort());
  });

  it('is what `npm run sbom` prints, and nothing depends on the time', () => {
    const [, file = ''] = scripts.sbom.split(' ');
    const printed = execFileSync(process.execPath, [file], { cwd: ROOT, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(bill);
  });
});

describe('the packages', () => {
  it('run no scripts when they are installed', () => {
    expect(read('.npmrc')).toContain('ignore-scripts=true');
    // These have one, which only warns of versions. One that does something would not work here.
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripted.map(([path]) => path)).toEqual(['node_modules/@apollo/protobufjs', 'node_modules/protobufjs']);
  });

  it('are pinned by hash, from whichever registry they come', () => {
    for (const [path, { integrity, resolved }] of packages) {
      expect([path, integrity, resolved]).toEqual([path, expect.stringMatching(/^sha512-/), undefined]);
    }
  });

  it('are not more than they have to be: who adds to them raises this number with a reason', () => {
    expect(atRunTime.length).toBeLessThanOrEqual(186);
    expect(atRunTime.map(([path]) => path).filter((path) => /yoga|graphiql/.test(path))).toEqual([]);
  });
});
