// Who publishes places, for tests: an Overpass server and an Opendatasoft portal, answering as those do, and as they do when they are slow,
// busy, cut off or something else.
import { createServer } from "node:http";

const HEADS = { "content-type": "application/json", "access-control-allow-origin": "*" };

/** A node of OpenStreetMap. */
export const node = (id, tags, [lat, lon]) => ({ type: "node", id, lat, lon, tags });

/**
 * Resolves to a server. `elements` and `features` are what it has now; `mood` is how the next answers are: "right", "slow" (none at all until it is
 * stopped), "cut" (half), "busy" (429), "page" (a web page), "late" (a search that gave up), "none" (404).
 */
export async function publishers() {
  const state = { mood: "right", elements: [], features: [], about: { title: "Speelplekken", license: "Modellicentie gratis hergebruik", publisher: "Stad Gent" }, asked: [] };
  const server = createServer((request, answer) => {
    let body = "";
    request.on("data", (piece) => { body += piece; });
    request.on("end", () => {
      state.asked.push({ method: request.method, url: request.url, headers: request.headers, query: decodeURIComponent(body.replace(/^data=/, "")) });
      const isSearch = request.url === "/api/interpreter";
      const isRows = request.url.endsWith("/exports/geojson");
      const told = isSearch
        ? { version: 0.6, generator: "Overpass API", elements: state.elements }
        : isRows ? { type: "FeatureCollection", features: state.features } : { dataset_id: "speelplekken", metas: { default: state.about } };
      const text = JSON.stringify(told);
      if (state.mood === "slow") return;
      if (state.mood === "busy") return answer.writeHead(429, HEADS).end("Too Many Requests");
      if (state.mood === "none") return answer.writeHead(404, HEADS).end("{}");
      if (state.mood === "page") return answer.writeHead(200, { ...HEADS, "content-type": "text/html" }).end("<!doctype html><html><body>Onderhoud</body></html>");
      if (state.mood === "late") return answer.writeHead(200, HEADS).end(JSON.stringify({ ...told, remark: "runtime error: Query timed out" }));
      if (state.mood === "cut") {
        answer.writeHead(200, { ...HEADS, "content-length": text.length });
        answer.write(text.slice(0, text.length / 2));
        return setTimeout(() => answer.destroy(), 50);
      }
      return answer.writeHead(200, HEADS).end(text);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  const site = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(state, {
    overpass: `${site}/api/interpreter`,
    dataset: `${site}/explore/dataset/speelplekken/information/`,
    stop: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    }),
  });
}
