// Asking a server of this folder, past any client of the protocol: single requests, and the whole of what a database holds.
import assert from "node:assert/strict";

/** The value of `Authorization` for a user and password. */
export const basic = ({ user, name = user, password }) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

/**
 * One request; never throws for what the server answers.
 * @param {string} address
 * @param {{ as?: object, json?: unknown, bytes?: Uint8Array, headers?: object, signal?: AbortSignal }} [more] `as` has user (or
 *   name) and password
 * @returns {Promise<{ status: number, headers: Headers, bytes: Buffer, text: string, json: any }>} `json` is undefined when it is none
 */
export async function ask(address, method, path, { as, json, bytes, headers = {}, signal } = {}) {
  const response = await fetch(address + path, {
    method,
    signal,
    redirect: "manual",
    headers: {
      accept: "application/json",
      ...(as ? { authorization: basic(as) } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: json === undefined ? bytes : JSON.stringify(json),
  });
  const body = Buffer.from(await response.arrayBuffer());
  const text = body.toString("utf8");
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {}
  return { status: response.status, headers: response.headers, bytes: body, text, json: parsed };
}

/**
 * Everything in a team's database, read by the protocol itself: by id, all ends of a document, winner first, each with its
 * revisions and fields. What two servers, or a server and a device, hold can be compared by it.
 */
export async function contents(address, team) {
  const path = `/${encodeURIComponent(team.database)}`;
  const { json } = await ask(address, "GET", `${path}/_changes?style=all_docs`, { as: team });
  const found = {};
  for (const { id, changes } of json.results) {
    const ends = [];
    for (const { rev } of changes) {
      // One at a time: express-pouchdb loses some of several requests for one id.
      const got = await ask(address, "POST", `${path}/_bulk_get?revs=true`, { as: team, json: { docs: [{ id, rev }] } });
      const [{ ok }] = got.json.results[0].docs;
      assert.ok(ok, `${id} ${rev} is listed but not there: ${got.text}`);
      ends.push(ok);
    }
    found[id] = ends.sort((a, b) => Number(a._deleted ?? false) - Number(b._deleted ?? false) || byRevision(b._rev, a._rev));
  }
  return found;
}

function byRevision(one, two) {
  const generation = parseInt(one, 10) - parseInt(two, 10);
  return generation || (one < two ? -1 : one > two ? 1 : 0);
}
