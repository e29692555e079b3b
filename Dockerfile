# The gateway as an image: the base image's own Node, and the gateway with its packages in one bundle, for a fast start.
#
#   docker build -t accounts-gateway .
#   docker run --read-only -v ledger:/var/lib/accounts-gateway -p 127.0.0.1:4000:4000 accounts-gateway
#
# Give `docker run` 45 s to stop (`--stop-timeout 45`), which is longer than DRAIN_TIMEOUT_MS.

# Named here only. Pinned by digest where it is built: docs/operating.md.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS bundle
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# With the packages for development: one of them makes the bundle. None of them gets into the image.
RUN npm ci --ignore-scripts
COPY deploy/bundle.ts ./deploy/bundle.ts
COPY src ./src
RUN npm run bundle:build

FROM ${NODE_IMAGE}
RUN install -d -o 1000 -g 1000 -m 0700 /var/lib/accounts-gateway
WORKDIR /app
COPY --from=bundle /app/dist ./dist
COPY package.json ./
COPY schema ./schema
# The operator's command: `docker run … deletions list`, `kubectl exec … -- deletions list`.
RUN ln -s /app/dist/gateway/deletions.js /usr/local/bin/deletions
# The heap fits the memory that the container is allowed, with room for what is not in it: 460 MB of 768.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size-percentage=60 \
    HOST=0.0.0.0 \
    PORT=4000 \
    LEDGER_URL=sqlite:/var/lib/accounts-gateway/ledger.db
# Shows that it starts, and writes the compiled code (`src/bin/start.ts`), so that later starts take an eighth less of the
# time: made by the user who looks for it, whose number is in its name, and kept by one that he is not.
RUN install -d node_modules && install -d -o 1000 -g 1000 node_modules/.cache
USER 1000:1000
RUN PORT=0 LEDGER_URL=memory: node --max-semi-space-size=16 --heap-growing-percent=20 dist/gateway/start.js > node_modules/.cache/start & \
    for second in $(seq 60); do grep -q '"ready"' node_modules/.cache/start && break; sleep 1; done; \
    grep '"ready"' node_modules/.cache/start && kill -TERM $! && wait $! && rm node_modules/.cache/start
USER 0:0
RUN chown -R 0:0 node_modules/.cache && chmod -R a+rX node_modules/.cache
# The only folder that is written to, and only with the SQLite ledger.
VOLUME /var/lib/accounts-gateway
EXPOSE 4000
# The user `node` of the base image, by number, so that Kubernetes can tell that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
# Whether the process serves; a ledger that is away is no reason to replace it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=15s --retries=3 CMD ["node", "-e", \
  "fetch('http://127.0.0.1:' + (process.env.ADMIN_PORT || process.env.PORT) + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1))"]
# As `npm start` has it: a heap that is collected before it has grown to several times of what is in use.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=20", "dist/gateway/start.js"]
