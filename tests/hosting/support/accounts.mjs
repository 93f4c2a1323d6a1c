// hosting/team.sh as an admin runs it, and what it prints.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { HOSTING } from "./servers.mjs";

/** Runs hosting/team.sh for a server; resolves to what it prints, rejects with what it says went wrong. */
export function teamScript({ address, admin }, site) {
  const env = { ...process.env, COUCHDB_URL: address, BLIKVELD_SITE: site, COUCHDB_USER: admin.name, COUCHDB_PASSWORD: admin.password };
  return (...words) =>
    new Promise((done, fail) => {
      execFile(join(HOSTING, "team.sh"), words, { env }, (error, said, wrong) => (error ? fail(new Error(wrong)) : done(said)));
    });
}

/** The account in an invitation. */
export function account(printed) {
  const link = printed.trim();
  const fields = Object.fromEntries(link.split("#")[1].split("&").slice(1).map((field) => [field[0], field.slice(2)]));
  return { link, server: fields.s, database: fields.d, user: fields.n, password: fields.w };
}
