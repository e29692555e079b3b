import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadConfig, SETTINGS } from '../../src/config/config.ts';

/** What can be checked of the manifests without a cluster. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'deploy/kubernetes');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', '');
const { version } = JSON.parse(read('package.json'));

const documentsOf = (path: string) => parseAllDocuments(readFileSync(path, 'utf8'));
const filesIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const COMPONENTS = ['prometheus-operator', 'tokens'];

const objects = filesIn(FOLDER).flatMap((file) => documentsOf(join(FOLDER, file)).map((document) => document.toJS()));
const objectOf = (kind: string) => objects.find((object) => object.kind === kind);
const pod = objectOf('Deployment').spec.template;
const [container] = pod.spec.containers;
const portOf = (name: string) => container.ports.find((port: { name: string }) => port.name === name)?.containerPort;

interface Setting {
  readonly name: string;
  readonly value: string;
}
const settingsOf = (env: readonly Setting[]) => Object.fromEntries(env.map(({ name, value }) => [name, value]));
const inImage = Object.fromEntries(
  [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);

/** The secret as it is mounted, in a folder of this machine. */
const secrets = mkdtempSync(join(tmpdir(), 'gateway-secrets-'));
afterAll(() => rmSync(secrets, { recursive: true }));
writeFileSync(join(secrets, 'LEDGER_URL'), 'postgres://user:password@host/database');
writeFileSync(join(secrets, 'LEDGER_SECRET'), `${'x'.repeat(64)}\n`);
for (const name of ['SEQUENCE_API_KEY', 'NUVION_API_KEY']) writeFileSync(join(secrets, name), 'key');

function mounted(env: Readonly<Record<string, string>>): Record<string, string> {
  const [{ mountPath }] = container.volumeMounts;
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace(mountPath, secrets)]));
}

const plain = { ...inImage, ...settingsOf(container.env) };
const [patch] = documentsOf(join(FOLDER, 'tokens/deployment.yaml')).map((document) => document.toJS());
const withTokens = { ...plain, ...settingsOf(patch.spec.template.spec.containers[0].env) };

describe('the environment of', () => {
  it.each([
    ['deploy/kubernetes', plain],
    ['… with tokens', withTokens],
  ])('%s has only variables that the gateway knows, with values that it accepts', (_, env) => {
    const unknown = Object.keys(env).filter((name) => !SETTINGS.includes(name));
    expect(unknown.sort()).toEqual(['NODE_ENV', 'NODE_OPTIONS']);
    expect(() => loadConfig(mounted(env))).not.toThrow();
    expect(env).toMatchObject({ HOST: '0.0.0.0', NODE_ENV: 'production' });
    expect(container.env.map(({ name }: Setting) => name)).not.toContain('LEDGER_SECRET');
  });

  it('a deployment with tokens has both keys and says who may call', () => {
    const config = loadConfig(mounted(withTokens));
    for (const name of ['SEQUENCE', 'NUVION']) expect(config.providers.get(name)?.apiKey).toBe('key');
    expect(config).toMatchObject({
      LEDGER_URL: 'postgres://user:password@host/database',
      LEDGER_SECRET: 'x'.repeat(64),
      AUTH_AUDIENCE: 'accounts-gateway',
    });
  });

  it('is written to files that nobody else can read, where the page of the secret says so', () => {
    const commands = read('deploy/kubernetes/kustomization.yaml')
      .split('\n')
      .filter((line) => /^# {3}\S/.test(line));
    expect(commands.findIndex((line) => line.includes('umask 077'))).toBe(
      commands.findIndex((line) => / > \w/.test(line)),
    );
  });

  it('is read from files that only the gateway can read', () => {
    const [volume] = pod.spec.volumes;
    expect(volume.secret).toEqual({ secretName: objectOf('Deployment').metadata.name, defaultMode: 0o440 });
    expect(container.volumeMounts).toEqual([{ name: volume.name, mountPath: expect.any(String), readOnly: true }]);
    expect(pod.spec.securityContext.fsGroup).toBe(pod.spec.securityContext.runAsUser);
  });
});

describe('deploy/kubernetes', () => {
  it.each(['.', ...COMPONENTS])('%s is YAML without errors, and kustomization.yaml names every file', (folder) => {
    const files = filesIn(join(FOLDER, folder));
    expect(files.flatMap((file) => documentsOf(join(FOLDER, folder, file)).flatMap(({ errors }) => errors))).toEqual(
      [],
    );
    const [root] = documentsOf(join(FOLDER, folder, 'kustomization.yaml')).map((document) => document.toJS());
    const named = [...(root.resources ?? []), ...(root.patches ?? []).map(({ path }: { path: string }) => path)];
    expect(named.sort()).toEqual(files.filter((file) => file !== 'kustomization.yaml').sort());
  });

  it('selects its own pods everywhere', () => {
    const { labels } = pod.metadata;
    const [monitor] = documentsOf(join(FOLDER, 'prometheus-operator/pod-monitor.yaml')).map((one) => one.toJS());
    for (const { spec } of [objectOf('Deployment'), objectOf('PodDisruptionBudget'), monitor]) {
      expect(spec.selector.matchLabels).toEqual(labels);
    }
    expect(objectOf('Service').spec.selector).toEqual(labels);
    expect(objectOf('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
    const { apiVersion, kind, metadata } = objectOf('Deployment');
    const target = objectOf('HorizontalPodAutoscaler').spec.scaleTargetRef;
    expect(target).toEqual({ apiVersion, kind, name: metadata.name });
  });

  it('leads requests to one port, and probes and scrapes the other', () => {
    const { readinessProbe, livenessProbe, startupProbe } = container;
    expect([portOf('http'), portOf('admin')]).toEqual([Number(inImage.PORT), Number(plain.ADMIN_PORT)]);
    expect(readinessProbe.httpGet.path).toBe('/health/ready');
    expect(livenessProbe.httpGet.path).toBe('/health/live'); // a restart does not bring a ledger back
    for (const { httpGet } of [readinessProbe, livenessProbe, startupProbe]) expect(httpGet.port).toBe('admin');
    expect(objectOf('Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(pod.metadata.annotations).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': plain.ADMIN_PORT,
      'prometheus.io/path': '/metrics',
    });
    const [monitor] = documentsOf(join(FOLDER, 'prometheus-operator/pod-monitor.yaml')).map((one) => one.toJS());
    expect(monitor.spec.podMetricsEndpoints).toMatchObject([{ port: 'admin', path: '/metrics' }]);
  });

  it('lets monitoring alone reach health and metrics, and the gateway nothing but what it needs', () => {
    const { ingress, egress, policyTypes } = objectOf('NetworkPolicy').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    const namespaces = (peers: { namespaceSelector?: { matchLabels: Record<string, string> } }[] = []) =>
      peers.map((peer) => peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name']);
    const allowed = ingress.map(({ from, ports }: { from: []; ports: { port: string }[] }) => [
      namespaces(from),
      ports.map(({ port }) => port),
    ]);
    expect(allowed).toEqual([
      [['ingress-nginx'], ['http']],
      [['monitoring'], ['admin']],
    ]);
    // No rule is without peers, which would be everybody.
    for (const { to, ports } of egress) expect([to.length > 0, ports.length > 0]).toEqual([true, true]);
    const blocks = egress.flatMap(({ to }: { to: { ipBlock?: { cidr: string; except: string[] } }[] }) =>
      to.flatMap(({ ipBlock }) => ipBlock ?? []),
    );
    expect(blocks.map(({ cidr }: { cidr: string }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
    expect(blocks[0].except).toContain('169.254.0.0/16'); // the cloud's metadata, credentials among them
  });

  it('runs as the user of the image, without privileges, on a file system that it cannot write to', () => {
    const user = Number(/^USER (\d+):/m.exec(dockerfile)?.[1]);
    expect(pod.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: user });
    expect(pod.spec.automountServiceAccountToken).toBe(false);
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('bounds memory and what the log takes on the node, and has a heap that fits', () => {
    const { requests, limits } = container.resources;
    expect(Object.keys(requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(limits).sort()).toEqual(['ephemeral-storage', 'memory']);
    const share = Number(/percentage=(\d+)/.exec(plain.NODE_OPTIONS ?? '')?.[1]) / 100;
    // Young generation, code, stacks, and bodies that are being read are not in the heap that the option bounds.
    expect(Number.parseInt(limits.memory, 10) * (1 - share)).toBeGreaterThan(256);
  });

  it('keeps at least one gateway, and no more than PostgreSQL has connections for', () => {
    const { minReplicas, maxReplicas } = objectOf('HorizontalPodAutoscaler').spec;
    expect(objectOf('Deployment').spec.replicas).toBeUndefined(); // each `apply` would undo the autoscaling
    expect(minReplicas).toBeGreaterThan(objectOf('PodDisruptionBudget').spec.maxUnavailable);
    const { maxSurge, maxUnavailable } = objectOf('Deployment').spec.strategy.rollingUpdate;
    expect(maxUnavailable).toBe(0);
    const connections = Number(/(\d+) connections for each process/.exec(read('docs/ledgers.md'))?.[1]);
    expect((maxReplicas + maxSurge) * connections).toBeLessThanOrEqual(97);
  });

  it('leaves traffic the time to go before the port closes, and more time to stop than a drain takes', () => {
    const [program, pause] = container.lifecycle.preStop.exec.command;
    const { DRAIN_TIMEOUT_MS } = loadConfig(mounted(plain));
    expect([program, Number(pause) >= 10]).toEqual(['sleep', true]);
    expect(pod.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(Number(pause) * 1000 + DRAIN_TIMEOUT_MS);
  });

  it('runs the version that this is', () => {
    expect(objectOf('Kustomization').images).toEqual([
      { name: container.image, newName: 'registry.example/accounts-gateway', newTag: version },
    ]);
  });
});

describe('with kubectl', () => {
  const found = spawnSync('kubectl', ['kustomize', FOLDER], { encoding: 'utf8' });
  if (found.error !== undefined) console.warn('LEFT OUT: kustomize. kubectl is not installed.');

  it.skipIf(found.error !== undefined)('everything fits together, components too', () => {
    const copy = mkdtempSync(join(tmpdir(), 'gateway-manifests-'));
    mkdirSync(join(copy, 'kubernetes'));
    cpSync(FOLDER, join(copy, 'kubernetes'), { recursive: true });
    const root = join(copy, 'kubernetes/kustomization.yaml');
    writeFileSync(root, `${readFileSync(root, 'utf8')}components: [${COMPONENTS}]\n`);
    const { stdout, stderr } = spawnSync('kubectl', ['kustomize', join(copy, 'kubernetes')], { encoding: 'utf8' });
    rmSync(copy, { recursive: true });
    expect([found.stderr, stderr]).toEqual(['', '']);
    const built = parseAllDocuments(stdout).map((document) => document.toJS());
    const deployment = built.find(({ kind }) => kind === 'Deployment');
    const [gateway] = deployment.spec.template.spec.containers;
    expect({ ...inImage, ...settingsOf(gateway.env) }).toEqual(withTokens);
    expect(gateway.image).toBe(`registry.example/accounts-gateway:${version}`);
    expect(built.map(({ kind }) => kind)).toContain('PodMonitor');
  });
});

describe('the images', () => {
  const NAMES = ['node:24-bookworm-slim', 'postgres:17-bookworm', 'redis:7-bookworm'];
  const files = () => [read('Dockerfile'), read('compose.yaml')].join('\n');

  it('are named in one place each', () => {
    for (const name of NAMES) expect(files().split(name)).toHaveLength(2);
  });

  it('are pinned by the lines of the page', () => {
    const copy = mkdtempSync(join(tmpdir(), 'gateway-pins-'));
    for (const file of ['Dockerfile', 'compose.yaml']) cpSync(join(ROOT, file), join(copy, file));
    const [, loop = ''] = /^(for image in .+?^done)$/ms.exec(read('docs/operating.md')) ?? [];
    const digest = `sha256:${'0'.repeat(64)}`;
    const run = spawnSync('bash', ['--norc', '-euc', `digest() { echo ${digest}; }\n${loop}`], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    const pinned = ['Dockerfile', 'compose.yaml'].map((file) => readFileSync(join(copy, file), 'utf8')).join('\n');
    rmSync(copy, { recursive: true });
    expect(pinned).toBe(NAMES.reduce((text, name) => text.replace(name, `${name}@${digest}`), files()));
  });
});
