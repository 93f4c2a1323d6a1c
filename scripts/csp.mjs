// The Content-Security-Policy that Blikveld runs under: the build puts it in index.html, the server in a header.

/** For a `<meta>`: browsers ignore `frame-ancestors` there, so it is left out. */
export const CSP_META = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // Pieces of the map come from the provider that a person chose.
  "img-src 'self' blob: data: https: http://127.0.0.1:* http://localhost:*",
  "font-src 'self'",
  // A team's CouchDB is anywhere on https; on this machine, for trials, also without.
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join("; ");

/** For the response header. */
export const CSP = `${CSP_META}; frame-ancestors 'none'`;
