// The documents of one database, in memory: what an edit and what a replicated revision do to them, in which order things changed,
// local documents. Knows no HTTP but for the refusals it throws.
import { randomBytes } from "node:crypto";
import { badRequest, conflict, Refusal } from "../door/exchange.mjs";
import { hashOf, takeApart } from "./document.mjs";
import { parse, REVS_LIMIT, Tree } from "./tree.mjs";

const OPAQUE = "g1AAAACT";

export class Database {
  #docs = new Map();
  #locals = new Map();
  /** What changed, oldest first: `{ seq, id }`; `id` is null once the document changed again. */
  #log = [];
  #stale = 0;
  #seq = 0;
  #key = randomBytes(48).toString("base64url");
  #waiting = new Set();
  #limits;
  born = Math.floor(Date.now() / 1000);
  revsLimit = REVS_LIMIT;

  constructor(name, limits) {
    this.name = name;
    this.#limits = limits;
  }

  // --- sequences: opaque, and of this database alone ---

  /** A point in the order of changes, as text. One point has several: only a server may compare them. */
  sequence(seq, kind = "r") {
    return `${seq}-${OPAQUE}${this.#key}${seq.toString(36).padStart(8, "0")}${kind}`;
  }

  get lastSequence() {
    return this.sequence(this.#seq, "l");
  }

  /** The point that a client means with `since`. */
  point(since) {
    if (since === undefined || since === null || since === "" || since === "0") return 0;
    if (since === "now") return this.#seq;
    const [, key, number] = new RegExp(`^"?(?:\\d+-)?${OPAQUE}(.{${this.#key.length}})([0-9a-z]{8})[rl]"?$`).exec(since) ?? [];
    if (!number) throw badRequest("Malformed sequence supplied in 'since' parameter.");
    // Of a database of this name that is gone: CouchDB finds its shards anew, and begins again.
    return key === this.#key ? parseInt(number, 36) : 0;
  }

  /** What changed after a point, oldest first: `{ seq, id, tree }`, at most `limit`; and how many are left. */
  changes(since, { limit = Infinity, ids = null } = {}) {
    let [low, high] = [0, this.#log.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#log[middle].seq <= since) low = middle + 1;
      else high = middle;
    }
    const rows = [];
    let pending = 0;
    for (let at = low; at < this.#log.length; at += 1) {
      const { seq, id } = this.#log[at];
      if (id === null || (ids && !ids.has(id))) continue;
      if (rows.length < limit) rows.push({ seq, id, tree: this.#docs.get(id).tree });
      else pending += 1;
    }
    return { rows, pending, last: rows.length && pending ? rows.at(-1).seq : this.#seq };
  }

  /** Calls back at the next change; returns what takes that back. */
  onChange(call) {
    this.#waiting.add(call);
    return () => this.#waiting.delete(call);
  }

  #changed(id) {
    const doc = this.#docs.get(id);
    if (doc.entry) {
      doc.entry.id = null;
      this.#stale += 1;
    }
    this.#seq += 1;
    doc.entry = { seq: this.#seq, id };
    this.#log.push(doc.entry);
    if (this.#stale > 1000 && this.#stale > this.#log.length / 2) {
      this.#log = this.#log.filter((entry) => entry.id !== null);
      this.#stale = 0;
    }
  }

  #tell() {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const call of waiting) call();
  }

  // --- reading ---

  /** The revisions of a document; undefined when it was never here. */
  tree(id) {
    return this.#docs.get(id)?.tree;
  }

  /** The ids of what is not deleted, in CouchDB's order (by bytes). */
  get ids() {
    const live = [...this.#docs].filter(([, { tree }]) => !tree.stored(tree.winner).deleted).map(([id]) => id);
    return live.sort((one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two)));
  }

  /** What CouchDB tells about a database. */
  get info() {
    const doc_count = this.ids.length;
    return {
      instance_start_time: String(this.born),
      db_name: this.name,
      purge_seq: `0-${OPAQUE}${this.#key}`,
      update_seq: this.lastSequence,
      sizes: { file: 0, external: 0, active: 0 },
      props: {},
      doc_del_count: this.#docs.size - doc_count,
      doc_count,
      disk_format_version: 8,
      compact_running: false,
      cluster: { q: 2, n: 1, w: 1, r: 1 },
    };
  }

  compact() {
    for (const { tree } of this.#docs.values()) tree.compact();
  }

  // --- writing ---

  /**
   * Edits documents (`new_edits` true): each comes with the revision it follows. All are looked at before any is written, as a
   * document that is too large or malformed refuses them all.
   * @returns {object[]} a row for each: `{ ok, id, rev }` or `{ id, error, reason }`
   */
  edit(docs) {
    const taken = docs.map((doc) => takeApart(doc, this.#limits));
    const rows = taken.map((one) => {
      one.id ??= randomBytes(16).toString("hex");
      try {
        return { ok: true, id: one.id, rev: one.id.startsWith("_local/") ? this.#editLocal(one) : this.#editOne(one) };
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error;
        return { id: one.id, error: error.error, reason: error.reason };
      }
    });
    this.#tell();
    return rows;
  }

  #editOne(taken) {
    const tree = this.#docs.get(taken.id)?.tree;
    let [parent] = taken.line;
    // What was deleted can be made again: on top of what was there.
    if (!parent && tree?.stored(tree.winner).deleted) parent = tree.winner;
    if (parent ? !tree?.isLeaf(parent) : tree) throw conflict();
    const leaf = this.#filled(taken, parent ? [parent] : [], (parent ? parse(parent).generation : 0) + 1);
    const rev = `${(parent ? parse(parent).generation : 0) + 1}-${hashOf(leaf, parent)}`;
    this.#graft(taken.id, parent ? [rev, parent] : [rev], leaf);
    return rev;
  }

  /**
   * Takes revisions that were made elsewhere (`new_edits` false).
   * @returns {object[]} the refused ones; CouchDB has none to tell when all went well
   */
  replicate(docs) {
    const taken = docs.map((doc) => takeApart(doc, this.#limits));
    for (const { line } of taken) if (line.length === 0) throw badRequest("When `new_edits: false`, the document needs `_rev` or `_revisions` specified");
    const leaves = taken.map((one) => {
      if (one.id === undefined) one.id = randomBytes(16).toString("hex");
      return this.#docs.get(one.id)?.tree.has(one.line[0]) || one.id.startsWith("_local/") ? null : this.#filled(one, one.line.slice(1), null);
    });
    taken.forEach((one, at) => {
      if (one.id.startsWith("_local/")) this.#editLocal(one);
      else this.#graft(one.id, one.line, leaves[at]);
    });
    this.#tell();
    return [];
  }

  #graft(id, line, leaf) {
    if (!this.#docs.has(id)) this.#docs.set(id, { tree: new Tree(), entry: null });
    if (this.#docs.get(id).tree.graft(line, leaf, this.revsLimit)) this.#changed(id);
  }

  /** What is stored with a revision: stubs are replaced by what an ancestor has, and all is refused when none has it. */
  #filled({ id, deleted, inner, attachments }, ancestors, revpos) {
    const tree = this.#docs.get(id)?.tree;
    const filled = {};
    for (const [name, file] of Object.entries(attachments)) {
      if (file.stub) {
        const before = ancestors.map((rev) => tree?.stored(rev)).find(Boolean)?.attachments[name];
        if (!before) throw new Refusal(412, "missing_stub", `Invalid attachment stub in ${id} for ${name}`);
        filled[name] = before;
      } else filled[name] = revpos === null ? file : { ...file, revpos };
    }
    return { deleted, inner, attachments: filled };
  }

  /** Puts an attachment on a document, which is made when no revision is given. Resolves to the new revision. */
  attach(id, rev, name, file) {
    return this.#reattach(id, rev, (attachments) => ({ ...attachments, [name]: file }));
  }

  detach(id, rev, name) {
    return this.#reattach(id, rev, ({ [name]: _, ...rest }) => rest);
  }

  #reattach(id, rev, change) {
    const tree = this.tree(id);
    const before = rev ? tree?.stored(rev) : null;
    if (rev && !before) throw conflict();
    if (!rev && tree && !tree.stored(tree.winner).deleted) throw conflict();
    const parent = rev ?? tree?.winner;
    if (parent && !tree.isLeaf(parent)) throw conflict();
    const generation = (parent ? parse(parent).generation : 0) + 1;
    const attachments = Object.fromEntries(Object.entries(change(before?.attachments ?? {})).map(([at, file]) => [at, { ...file, revpos: file.revpos ?? generation }]));
    const leaf = { deleted: false, inner: before?.inner ?? "", attachments };
    const made = `${generation}-${hashOf(leaf, parent)}`;
    this.#graft(id, parent ? [made, parent] : [made], leaf);
    this.#tell();
    return made;
  }

  // --- local documents: CouchDB takes any write, the last one stays ---

  /** `{ rev, inner }`, or undefined. */
  local(id) {
    return this.#locals.get(id);
  }

  #editLocal({ id, line, deleted, inner }) {
    if (deleted) {
      this.#locals.delete(id);
      return "0-0";
    }
    const [, number] = /^0-(\d+)$/.exec(line[0] ?? "0-0") ?? [];
    if (number === undefined) throw badRequest("Invalid rev format");
    const rev = `0-${Number(number) + 1}`;
    this.#locals.set(id, { rev, inner });
    return rev;
  }
}
