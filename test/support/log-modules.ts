import { registerHooks } from 'node:module';

/** Writes the name of every OpenTelemetry package that a process loads to standard error; for `node --import`. */
registerHooks({
  load(url, context, nextLoad) {
    const [, name] = /node_modules\/(@opentelemetry\/[^/]+)\/(?!.*node_modules)/.exec(url) ?? [];
    if (name !== undefined) process.stderr.write(`loaded ${name}\n`);
    return nextLoad(url, context);
  },
});
