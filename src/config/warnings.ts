import { type Config, SETTINGS } from './config.ts';
import { nearNames } from './near-names.ts';
import { KEY_MARGINS } from './provider-settings.ts';
import { isStoreInTheClear } from './urls.ts';

/** Warnings about settings that are allowed but probably wrong. They name the variables, never the values. */
export function configWarnings(env: NodeJS.ProcessEnv, config: Config): readonly string[] {
  const near = nearNames(Object.keys(env), [...SETTINGS, 'NODE_ENV']);
  return [
    ...near.map(({ name, meant }) => `${name} is not a setting and is ignored: did you mean ${meant}?`),
    ...[...timing(config), ...keys(config), ...inTheClear(config)].flatMap(([applies, warning]) =>
      applies ? [warning] : [],
    ),
  ];
}

type Rule = readonly [applies: boolean, warning: string];

const timing = (config: Config): readonly Rule[] => [
  [
    config.DRAIN_TIMEOUT_MS < config.DELETE_DEADLINE_MS,
    'DRAIN_TIMEOUT_MS is shorter than DELETE_DEADLINE_MS: a stop cuts off deletions that would have ended.',
  ],
  [
    config.PROVIDER_TIMEOUT_MS > config.DELETE_DEADLINE_MS,
    'PROVIDER_TIMEOUT_MS is longer than DELETE_DEADLINE_MS, which ends an exchange before it.',
  ],
  [
    config.IN_PROGRESS_WAIT_MS > config.DELETE_DEADLINE_MS,
    'IN_PROGRESS_WAIT_MS is longer than DELETE_DEADLINE_MS: a duplicate waits longer than a deletion may take.',
  ],
  [
    config.REPLAY_TTL_MS < config.DELETE_DEADLINE_MS,
    'REPLAY_TTL_MS is shorter than DELETE_DEADLINE_MS: an answer is forgotten before a client that gave up retries.',
  ],
];

const keys = (config: Config): readonly Rule[] =>
  KEY_MARGINS.map(({ name, marginMs }) => [
    config.QUIESCENCE_MS + config.DELETE_DEADLINE_MS > marginMs,
    `QUIESCENCE_MS and DELETE_DEADLINE_MS are more than ${marginMs} ms together: ${name} may forget a key while a request with it is on its way.`,
  ]);

const inTheClear = (config: Config): readonly Rule[] => [
  [
    config.INSECURE_PROVIDER_URLS,
    'INSECURE_PROVIDER_URLS is true: with an http URL, credentials and deletions cross the network unencrypted.',
  ],
  [
    isStoreInTheClear(config.LEDGER_URL),
    'LEDGER_URL names another host without TLS: records can be read and changed on the network.',
  ],
  [
    isStoreInTheClear(config.REPLAY_CACHE_URL),
    'REPLAY_CACHE_URL names another host without TLS: answers can be read on the network.',
  ],
];
