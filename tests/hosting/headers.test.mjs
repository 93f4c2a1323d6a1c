// The security headers that hosting/ has on top of those of the app itself (scripts/serve.mjs), and the one that may be narrowed: with
// which other sites the app may talk.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CSP } from "../../scripts/csp.mjs";
import { ask } from "./support/ask.mjs";
import { bareApp } from "./support/bare.mjs";
import { Couch } from "./support/couch.mjs";
import { Caddy, CONNECT, Nginx } from "./support/servers.mjs";

/** What docs/hosting.md advises where app and CouchDB are one site: the map's pictures and the outlines of the wijken. */
const NARROW = "https://tile.openstreetmap.org https://data.stad.gent https://overpass-api.de";

for (const Web of [Nginx, Caddy]) {
  describe(`Headers of ${Web.kind}`, () => {
    let app, couch, web;
    before(async () => {
      app = bareApp();
      couch = await Couch.start();
      web = await Web.start({ dist: app.dist, couch: couch.address });
    });
    after(async () => {
      await web?.remove();
      await couch?.stop();
      app.remove();
    });

    test("every answer says: only by HTTPS from now on, and no other site may take this in", async () => {
      for (const [path, status] of [["/", 200], ["/team", 200], ["/weg.png", 404], ["/couch/gent-zuid", 200], ["/couch/dicht", 401], ["/couch/_replicate", 404]]) {
        const answer = await ask(web.origin, path);
        assert.equal(answer.status, status, path);
        assert.equal(answer.headers["strict-transport-security"], "max-age=31536000", path);
        assert.equal(answer.headers["cross-origin-resource-policy"], "same-origin", path);
      }
    });

    test("the app may talk to any site by HTTPS, or only to those that are named", async () => {
      const policy = async (server) => (await ask(server.origin, "/")).headers["content-security-policy"];
      assert.ok(CSP.includes(`connect-src 'self' ${CONNECT};`), CSP);
      assert.equal(await policy(web), CSP);
      const narrow = await Web.start({ dist: app.dist, couch: couch.address, connect: NARROW });
      try {
        assert.equal(await policy(narrow), CSP.replace(`connect-src 'self' ${CONNECT};`, `connect-src 'self' ${NARROW};`));
      } finally {
        await narrow.remove();
      }
    });
  });
}
