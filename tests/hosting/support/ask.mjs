// Asking a web server as a browser does, but seeing what really came: the address goes out as written, and nothing is unpacked.
import { createHash } from "node:crypto";
import { request } from "node:http";

/** Sends a request; resolves to the answer as soon as its head is there, its body still to come. */
export function open(origin, path, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, path, method, headers, agent: false }, done).on("error", fail);
    asked.end(body);
  });
}

/** Sends a request; resolves to the whole answer: its status, its headers, its body as bytes. */
export async function ask(origin, path, options) {
  const answer = await open(origin, path, options);
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What browsers say they can unpack. */
export const BROWSER = "gzip, deflate, br, zstd";
