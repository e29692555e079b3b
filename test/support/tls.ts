import { setDefaultCACertificates } from 'node:tls';

/**
 * A certificate that is worth nothing, as its key is public: for localhost and the addresses of `lossy-network.ts`. Made
 * once, for a hundred years, by openssl.
 */
export const TEST_TLS = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggneIGsxxE9ndur0W
zcgj9ZtHHatUA6zhgzWNDq4qwyahRANCAATass/hqN3oCxGx9EIoPQlW8Hx2VbiX
V0CQh/yZ3Bu53yXr310EAHkoF6991WG3SCn3uOn5XMPTAwbakGejFx1Q
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIDPTCCAuOgAwIBAgIUIYe/0cq6mx508nqNgwqhNbunk3cwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVYWNjb3VudHMtZ2F0ZXdheSB0ZXN0MCAXDTI2MTEyMTE2Mjgx
M1oYDzIxMjYxMDI4MTYyODEzWjAgMR4wHAYDVQQDDBVhY2NvdW50cy1nYXRld2F5
IHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATass/hqN3oCxGx9EIoPQlW
8Hx2VbiXV0CQh/yZ3Bu53yXr310EAHkoF6991WG3SCn3uOn5XMPTAwbakGejFx1Q
o4IB9zCCAfMwHQYDVR0OBBYEFEak2SbbVyPDrjuMbt9rz8h5s5xqMB8GA1UdIwQY
MBaAFEak2SbbVyPDrjuMbt9rz8h5s5xqMA8GA1UdEwEB/wQFMAMBAf8wggGeBgNV
HREEggGVMIIBkYIJbG9jYWxob3N0hwR/AAABhwQK1QcChwQK1QcGhwQK1QcKhwQK
1QcOhwQK1QcShwQK1QcWhwQK1QcahwQK1QcehwQK1QcihwQK1QcmhwQK1QcqhwQK
1QcuhwQK1QcyhwQK1Qc2hwQK1Qc6hwQK1Qc+hwQK1QdChwQK1QdGhwQK1QdKhwQK
1QdOhwQK1QdShwQK1QdWhwQK1QdahwQK1QdehwQK1QdihwQK1QdmhwQK1QdqhwQK
1QduhwQK1QdyhwQK1Qd2hwQK1Qd6hwQK1Qd+hwQK1QeChwQK1QeGhwQK1QeKhwQK
1QeOhwQK1QeShwQK1QeWhwQK1QeahwQK1QeehwQK1QeihwQK1QemhwQK1QeqhwQK
1QeuhwQK1QeyhwQK1Qe2hwQK1Qe6hwQK1Qe+hwQK1QfChwQK1QfGhwQK1QfKhwQK
1QfOhwQK1QfShwQK1QfWhwQK1QfahwQK1QfehwQK1QfihwQK1QfmhwQK1QfqhwQK
1QfuhwQK1QfyhwQK1Qf2hwQK1Qf6hwQK1Qf+MAoGCCqGSM49BAMCA0gAMEUCIQCC
2OJpNwh2qEqyVUj8rvosTV4wGxYfvHcBHg49e2oQzgIgDl7DswppTn/iTWI87YZV
3Lg0DwvklSXPGenl32GCXGk=
-----END CERTIFICATE-----
`,
} as const;

/** Makes this process believe the certificate, and no other. */
export const trustTestTls = (): void => setDefaultCACertificates([TEST_TLS.cert]);
