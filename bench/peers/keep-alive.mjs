import http from 'node:http';

/** Got opens a connection for each request unless it is given an agent. */
export const keepAlive = { http: new http.Agent({ keepAlive: true }) };
