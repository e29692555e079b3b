import { replace, rewrite } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_MANIFESTS = ['test/unit/kubernetes.test.ts'];
const AT_ALERTS = ['test/unit/alerts.test.ts'];
const AT_PACKAGES = ['test/unit/packages.test.ts'];

/** Mistakes about what it is deployed and watched with. */
export const deployMutants: readonly Mutant[] = [
  {
    id: 'port-closes-first',
    breaks: 'traffic has gone before the port closes',
    change: rewrite('deploy/kubernetes/deployment.yaml', '["sleep", "10"]', '["sleep", "0"]'),
    tests: AT_MANIFESTS,
  },
  {
    id: 'metrics-for-the-cluster',
    breaks: 'monitoring alone reaches health and metrics',
    change: rewrite(
      'deploy/kubernetes/network-policy.yaml',
      '{ matchLabels: { kubernetes.io/metadata.name: monitoring } }',
      '{}',
    ),
    tests: AT_MANIFESTS,
  },
  {
    id: 'more-processes-than-connections',
    breaks: 'autoscaling ends where PostgreSQL has no more connections',
    change: rewrite('deploy/kubernetes/autoscaling.yaml', 'maxReplicas: 8', 'maxReplicas: 24'),
    tests: AT_MANIFESTS,
  },
  {
    id: 'slow-burn-unseen',
    breaks: 'a pace that spends the budget in ten days is a ticket',
    change: rewrite(
      'docs/operations/alerts.yaml',
      '/ sum by (job) (rate(gateway_deletions_total[6h])) > 0.015',
      '/ sum by (job) (rate(gateway_deletions_total[6h])) > 0.15',
    ),
    tests: AT_ALERTS,
  },
  {
    id: 'bill-without-what-tests-share',
    breaks: 'the bill of materials lists all that the image installs',
    change: replace('billOfMaterials', 'Object.entries(others)', 'Object.entries(others).slice(0, -5)'),
    tests: AT_PACKAGES,
  },
];
