// The revisions of one document: a tree that only grows, except that ends which hang on too long a stem lose its foot (CouchDB's
// `_revs_limit`). Pure: it knows neither documents nor databases, and hashes nothing. A revision is a text such as "3-9f86…".
import { badRequest } from "../door/exchange.mjs";

/** CouchDB keeps so many revisions of each end. */
export const REVS_LIMIT = 1000;
const HEX = /^[0-9a-f]{32}$/i;

/** The generation and the hash of a revision. */
export function parse(rev) {
  const [, generation, hash] = /^(\d+)-(.+)$/.exec(rev) ?? [];
  if (hash === undefined) throw badRequest("Invalid rev format");
  return { generation: Number(generation), hash };
}

/** CouchDB's order, lowest first: generation, then the bytes of the hash, where 32 hexadecimal digits are 16 bytes. */
export function byRevision(one, two) {
  const [a, b] = [parse(one), parse(two)];
  if (a.generation !== b.generation) return a.generation - b.generation;
  const bytes = ({ hash }) => Buffer.from(hash, HEX.test(hash) ? "hex" : "utf8");
  return Buffer.compare(bytes(a), bytes(b));
}

export class Tree {
  /** By revision: `{ rev, parent, children, leaf }`, where `leaf` is what was stored with it, or null when only its name is known. */
  #nodes = new Map();
  #leaves = null;

  has(rev) {
    return this.#nodes.has(rev);
  }

  /** What was stored with a revision; null when nothing is there (any more). */
  stored(rev) {
    return this.#nodes.get(rev)?.leaf ?? null;
  }

  isLeaf(rev) {
    return this.#nodes.get(rev)?.children === 0;
  }

  /** The ends, winner first: what is not deleted before what is, then the highest revision. */
  get leaves() {
    if (!this.#leaves) {
      const ends = [...this.#nodes.values()].filter(({ children }) => children === 0);
      if (ends.length > 1) ends.sort((a, b) => Number(a.leaf.deleted) - Number(b.leaf.deleted) || byRevision(b.rev, a.rev));
      this.#leaves = ends.map(({ rev }) => rev);
    }
    return this.#leaves;
  }

  get winner() {
    return this.leaves[0];
  }

  /** A revision and its ancestors, newest first, as far as they are known. */
  line(rev) {
    const line = [];
    for (let node = this.#nodes.get(rev); node; node = this.#nodes.get(node.parent)) line.push(node.rev);
    return line;
  }

  /** The ends that come after a revision, or itself. */
  leavesOf(rev) {
    return this.leaves.filter((leaf) => this.line(leaf).includes(rev));
  }

  /** Puts a line of revisions in, newest first, with what belongs to the newest. False when that one was there already. */
  graft(line, leaf, limit = REVS_LIMIT) {
    const [rev] = line;
    const known = this.#nodes.has(rev);
    if (!known) this.#add(rev, leaf);
    // An older line may reach further down than what was kept.
    for (let at = 0; at + 1 < line.length; at += 1) {
      const node = this.#nodes.get(line[at]);
      if (node.parent !== null) continue;
      if (!this.#nodes.has(line[at + 1])) this.#add(line[at + 1], null);
      node.parent = line[at + 1];
      this.#nodes.get(node.parent).children += 1;
    }
    this.#leaves = null;
    if (this.#nodes.size > limit) this.#stem(limit);
    return !known;
  }

  #add(rev, leaf) {
    this.#nodes.set(rev, { rev, parent: null, children: 0, leaf });
  }

  #stem(limit) {
    const kept = new Set(this.leaves.flatMap((leaf) => this.line(leaf).slice(0, limit)));
    for (const rev of this.#nodes.keys()) if (!kept.has(rev)) this.#nodes.delete(rev);
    for (const node of this.#nodes.values()) if (!this.#nodes.has(node.parent)) node.parent = null;
  }

  /** Forgets what was stored with revisions that are no ends, as compaction does. */
  compact() {
    for (const node of this.#nodes.values()) if (node.children > 0) node.leaf = null;
  }

  /** Of these revisions, in their order, those that are not known; and the ends they may come after. */
  missing(revs) {
    const missing = revs.filter((rev) => !this.#nodes.has(rev));
    const highest = Math.max(...missing.map((rev) => parse(rev).generation));
    const ancestors = missing.length ? this.leaves.filter((leaf) => parse(leaf).generation < highest) : [];
    return { missing, ancestors };
  }
}
