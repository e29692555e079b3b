import type { Mutant } from './mutants.ts';

const AT_MANIFESTS = ['test/unit/kubernetes.test.ts'];
const AT_ALERTS = ['test/unit/alerts.test.ts'];
const AT_PACKAGES = ['test/unit/packages.test.ts'];

/** Mistakes about what it is deployed and watched with. */
export const deployMutants: readonly Mutant[] = [
  {
    id: 'port-closes-first',
    breaks: 'traffic has gone before the port closes',
    file: 'deploy/kubernetes/deployment.yaml',
    find: '["sleep", "10"]',
    replace: '["sleep", "0"]',
    tests: AT_MANIFESTS,
  },
  {
    id: 'metrics-for-the-cluster',
    breaks: 'monitoring alone reaches health and metrics',
    file: 'deploy/kubernetes/network-policy.yaml',
    find: '{ matchLabels: { kubernetes.io/metadata.name: monitoring } }',
    replace: '{}',
    tests: AT_MANIFESTS,
  },
  {
    id: 'more-processes-than-connections',
    breaks: 'autoscaling ends where PostgreSQL has no more connections',
    file: 'deploy/kubernetes/autoscaling.yaml',
    find: 'maxReplicas: 8',
    replace: 'maxReplicas: 10',
    tests: AT_MANIFESTS,
  },
  {
    id: 'slow-burn-unseen',
    breaks: 'a pace that spends the budget in ten days is a ticket',
    file: 'docs/operations/alerts.yaml',
    find: '/ sum by (job) (rate(gateway_deletions_total[6h])) > 0.015',
    replace: '/ sum by (job) (rate(gateway_deletions_total[6h])) > 0.15',
    tests: AT_ALERTS,
  },
  {
    id: 'bill-without-what-tests-share',
    breaks: 'the bill of materials lists all that the image installs',
    file: 'deploy/bill-of-materials.ts',
    find: '!dev && !optional && !devOptional),',
    replace: '!dev && !optional && !devOptional).slice(1),',
    tests: AT_PACKAGES,
  },
];
