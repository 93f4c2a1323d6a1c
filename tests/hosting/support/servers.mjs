// The real nginx and the real Caddy, each with its file of hosting/ as it stands. What a file leaves open is filled in the way
// docs/hosting.md says: nginx.conf by putting its names in, the Caddyfile by the environment. Around it lies only what the
// machine would add: a main configuration, folders of its own. They run without privileges, on a free port of this machine.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "../../e2e/support/until.mjs";

/** The folder of the files that are tried. */
export const HOSTING = join(fileURLToPath(import.meta.url), "../../../../hosting");
/** With which sites the app may talk when nothing else is said, as scripts/csp.mjs has it. */
export const CONNECT = "https: http://127.0.0.1:* http://localhost:*";
/** Nobody on this machine; web servers must not run as root, and a test may be. */
const NOBODY = 65534;
const asNobody = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

const running = new Set();
const folders = new Set();
// A test that breaks off must not leave anything behind.
process.on("exit", () => {
  running.forEach((child) => child.kill("SIGTERM"));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** The path of a program; Debian has web servers in /usr/sbin, where not everybody looks. */
function program(name) {
  try {
    return execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8", env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } }).trim();
  } catch {
    throw new Error(`${name} is not there: run 'scripts/setup.sh test', or install it (Debian: nginx, libnginx-mod-http-brotli-static, caddy).`);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

class WebServer {
  #child = null;
  #said = "";

  /** Starts with this app and this CouchDB (host and port) behind it. The app is copied, so that nobody may read it. `connect`
   * names the sites that the app may talk to. */
  static async start({ dist, couch, connect }) {
    const server = new this();
    server.connect = connect;
    server.folder = mkdtempSync(join(tmpdir(), "blikveld-hosting-"));
    folders.add(server.folder);
    chmodSync(server.folder, 0o755);
    server.own = join(server.folder, "own");
    mkdirSync(server.own);
    if (asNobody.uid) chownSync(server.own, NOBODY, NOBODY);
    server.dist = join(server.folder, "dist");
    cpSync(dist, server.dist, { recursive: true });
    server.port = await freePort();
    server.adminPort = await freePort();
    server.couch = couch;
    await server.start().catch(async (error) => {
      await server.remove();
      throw error;
    });
    return server;
  }

  /** Where it is: `http://127.0.0.1:40123`. */
  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where its admin's side is. */
  get adminOrigin() {
    return `http://localhost:${this.adminPort}`;
  }

  /** Serves, at the address it had before. */
  async start() {
    const { command, args, env } = this.prepare();
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], ...asNobody });
    this.#child = child;
    this.#said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (this.#said += text));
    running.add(child);
    child.once("exit", () => running.delete(child));
    const answers = () => {
      if (child.exitCode !== null) return true;
      return new Promise((done) => {
        const socket = connect(this.port, "127.0.0.1", () => done(true) || socket.destroy()).once("error", () => done(false));
      });
    };
    await until(`${command} listens on port ${this.port}`, answers);
    if (child.exitCode !== null) throw new Error(`${command} stopped at once, with exit code ${child.exitCode}. ${this.#said}`);
  }

  /** Serves nothing more. */
  async stop() {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }

  /** Stops, and leaves nothing. */
  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    folders.delete(this.folder);
  }
}

/** nginx.conf with its names filled in, as envsubst does when it is given exactly these. */
export function filledIn(text, names) {
  const open = new Set(text.match(/\$\{\w+\}/g));
  const known = new Set(Object.keys(names).map((name) => `\${${name}}`));
  for (const name of open) if (!known.has(name)) throw new Error(`nginx.conf has ${name}, which nothing fills in.`);
  for (const name of known) if (!open.has(name)) throw new Error(`nginx.conf has no ${name} any more.`);
  return text.replace(/\$\{(\w+)\}/g, (_, name) => names[name]);
}

export class Nginx extends WebServer {
  static kind = "nginx";

  prepare() {
    const names = { BLIKVELD_LISTEN: `127.0.0.1:${this.port}`, BLIKVELD_ADMIN: `127.0.0.1:${this.adminPort}`, BLIKVELD_DOMAIN: "127.0.0.1", BLIKVELD_DIST: this.dist, BLIKVELD_COUCHDB: this.couch, BLIKVELD_CONNECT: this.connect ?? CONNECT };
    const site = join(this.folder, "blikveld.conf");
    writeFileSync(site, filledIn(readFileSync(join(HOSTING, "nginx.conf"), "utf8"), names));
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${this.own}/${name};`);
    const main = join(this.folder, "main.conf");
    writeFileSync(
      main,
      `include /etc/nginx/modules-enabled/*.conf;
daemon off;
worker_processes 1;
pid ${this.own}/nginx.pid;
error_log stderr;
events { worker_connections 256; }
http { access_log off; ${temporary.join(" ")} include ${site}; }
`,
    );
    return { command: program("nginx"), args: ["-e", "stderr", "-c", main], env: {} };
  }
}

export class Caddy extends WebServer {
  static kind = "Caddy";

  /** The environment that the Caddyfile asks for. */
  get names() {
    return { BLIKVELD_SITE: this.origin, BLIKVELD_ADMIN: this.adminOrigin, BLIKVELD_DIST: this.dist, BLIKVELD_COUCHDB: this.couch, ...(this.connect ? { BLIKVELD_CONNECT: this.connect } : {}) };
  }

  prepare() {
    const main = join(this.folder, "Caddyfile");
    // Its admin port is one for the whole machine, and it would listen on every network.
    writeFileSync(main, `{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\tgrace_period 1s\n}\nimport ${join(this.folder, "site")}\n`);
    cpSync(join(HOSTING, "Caddyfile"), join(this.folder, "site"));
    const env = { ...this.names, HOME: this.own, XDG_DATA_HOME: this.own, XDG_CONFIG_HOME: this.own };
    return { command: program("caddy"), args: ["run", "--config", main, "--adapter", "caddyfile"], env };
  }
}

/** The Caddyfile as Caddy understands it, for this environment. */
export function adapted(env) {
  const said = execFileSync(program("caddy"), ["adapt", "--config", join(HOSTING, "Caddyfile"), "--adapter", "caddyfile"], { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(said);
}
