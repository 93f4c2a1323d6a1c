// A provider of map pictures for tests: plain squares, with the heads that real ones send, counted, and stopped when a test says so.
import { createServer } from "node:http";
import { crc32, deflateSync } from "node:zlib";

const SIDE = 256;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A square with a border, so that one sees where pictures meet. */
function square() {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  // 8 bits of grey.
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((SIDE + 1) * SIDE, 236);
  for (let y = 0; y < SIDE; y += 1) {
    rows[y * (SIDE + 1)] = 0;
    for (let x = 1; x <= SIDE; x += 1) if (y === 0 || x === 1) rows[y * (SIDE + 1) + x] = 205;
  }
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** Serves tiles; resolves to its address, what was asked, and how to stop it. */
export async function tileServer(port = 0) {
  const picture = square();
  const asked = [];
  const server = createServer(({ url, headers }, answer) => {
    asked.push({ url, referer: headers.referer });
    answer.writeHead(200, { "content-type": "image/png", "access-control-allow-origin": "*", "cache-control": "max-age=604800" });
    answer.end(picture);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  // A test that failed before it came to stopping it must still end.
  server.unref();
  return {
    address: `http://127.0.0.1:${server.address().port}/{z}/{x}/{y}.png`,
    asked,
    stop: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    }),
  };
}
