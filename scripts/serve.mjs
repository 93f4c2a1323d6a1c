// Serves the built app in dist/ on this machine as a real host should: compressed, with the security headers, and with
// index.html for every address of the app. `node scripts/serve.mjs`, or serve() from a test.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";
import { CSP } from "./csp.mjs";

const DIST = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");

/** Files whose name changes whenever their content does (trunk's `filehash`): these may be kept for ever. */
export const HASHED = /(^|\/)blikveld-app-[0-9a-f]+(_bg\.wasm|\.js)$/;

/** What every answer carries; hosting/ has the same. */
export const HEADERS = {
  "Content-Security-Policy": CSP,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

function cacheControl(url) {
  return HASHED.test(url.split(/[?#]/, 1)[0]) ? "public, max-age=31536000, immutable" : "no-cache";
}

/**
 * Starts serving and returns the HTTP server; it emits "listening" when ready, or "error". Port 0 takes a free one.
 * @param {{ dist?: string, port?: number, host?: string }} [options]
 * @returns {import("node:http").Server}
 */
export function serve({ dist = DIST, port = 8080, host = "127.0.0.1" } = {}) {
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error(`There is no built app in ${dist}: run 'make build' first.`);
  }
  // `dev` looks on disk at every request, so a build made while serving is served at once.
  const files = sirv(dist, { dev: true, etag: true, brotli: true, gzip: true, single: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    response.setHeader("Cache-Control", cacheControl(request.url));
    files(request, response, () => {
      response.setHeader("Cache-Control", "no-store");
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Dit bestaat hier niet.\n");
    });
  });
  return server.listen(port, host);
}

function main() {
  const port = Number(process.env.PORT || 8080);
  const fail = (sentence) => {
    console.error(sentence);
    process.exit(1);
  };
  let server;
  try {
    server = serve({ port });
  } catch (error) {
    fail(error.message);
  }
  server.on("listening", () => console.log(`Blikveld staat klaar op http://127.0.0.1:${server.address().port}`));
  server.on("error", (error) =>
    fail(
      error.code === "EADDRINUSE"
        ? `Port ${port} is in use: stop what listens there, or choose another, such as PORT=${port + 1}.`
        : `Serving did not work: ${error.message}`,
    ),
  );
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
