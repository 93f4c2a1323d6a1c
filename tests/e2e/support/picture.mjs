// Photos as phones make them: real JPEG files, drawn by the browser, with an Exif segment written by hand (place, moment,
// maker, rotation). And reading JPEG files, segment by segment.

/** A JPEG with coloured halves: left red, right green. */
export async function drawnJpeg(page, width, height) {
  const text = await page.evaluate(
    async ([width, height]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d");
      for (const [colour, from] of [["#cc2020", 0], ["#20a040", width / 2]]) {
        pen.fillStyle = colour;
        pen.fillRect(from, 0, width / 2, height);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
      const reader = new FileReader();
      await new Promise((done) => {
        reader.onload = done;
        reader.readAsDataURL(blob);
      });
      return reader.result.split(",")[1];
    },
    [width, height],
  );
  return Buffer.from(text, "base64");
}

/** The rotation that phones write when held upright: turn a quarter clockwise to show. */
const QUARTER_TURN = 6;

/** The same JPEG with an Exif segment: maker "Spionfoon", a moment, a rotation, and where it was taken (51.0333 N, 3.7333 E). */
export function withExif(jpeg) {
  const tiff = tiffWithPlace();
  const payload = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

function tiffWithPlace() {
  const ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5;
  const rationals = (...pairs) => Buffer.concat(pairs.map(([n, d]) => u32(n, d)));
  const gps = [
    [1, ASCII, Buffer.from("N\0")],
    [2, RATIONAL, rationals([51, 1], [2, 1], [0, 1])],
    [3, ASCII, Buffer.from("E\0")],
    [4, RATIONAL, rationals([3, 1], [44, 1], [0, 1])],
  ];
  const main = [
    [0x010f, ASCII, Buffer.from("Spionfoon\0")],
    [0x0112, SHORT, u16(QUARTER_TURN)],
    [0x0132, ASCII, Buffer.from("2026:11:21 09:42:07\0")],
    [0x8825, LONG, u32(0)],
  ];
  const head = Buffer.concat([Buffer.from("MM\0*", "latin1"), u32(8)]);
  const gpsAt = 8 + directory(main, 8).length;
  main[3][2] = u32(gpsAt);
  return Buffer.concat([head, directory(main, 8), directory(gps, gpsAt)]);
}

const u16 = (value) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const u32 = (...values) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
};

/** One TIFF directory that starts at `from`; values longer than four bytes stand behind it. */
function directory(entries, from) {
  const SIZES = { 2: 1, 3: 2, 4: 4, 5: 8 };
  let after = from + 2 + entries.length * 12 + 4;
  const rows = [], rest = [];
  for (const [tag, type, value] of entries) {
    const inline = value.length <= 4;
    rows.push(u16(tag), u16(type), u32(value.length / SIZES[type]), inline ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : u32(after));
    if (!inline) {
      rest.push(value);
      after += value.length;
    }
  }
  return Buffer.concat([u16(entries.length), ...rows, u32(0), ...rest]);
}

/** The markers of a JPEG's segments up to its pixels, such as ["APP0", "DQT", "SOF0", "SOS"], with their payloads. */
export function segments(jpeg) {
  if (jpeg.readUInt16BE(0) !== 0xffd8) throw new Error("not a JPEG");
  const found = [];
  for (let at = 2; at < jpeg.length; ) {
    const marker = jpeg[at + 1];
    const length = jpeg.readUInt16BE(at + 2);
    found.push({ marker, payload: jpeg.subarray(at + 4, at + 2 + length) });
    if (marker === 0xda) break;
    at += 2 + length;
  }
  return found;
}

/** Width, height and some pixels of a stored picture: points are parts of it (0 to 1), colours come as [r, g, b]. */
export function pixels(page, jpeg, points) {
  return page.evaluate(
    async ([text, points]) => {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
      const { width, height } = picture;
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, 0, 0);
      const colours = points.map(([x, y]) => [...pen.getImageData(Math.round(x * (width - 1)), Math.round(y * (height - 1)), 1, 1).data.slice(0, 3)]);
      return { width, height, colours };
    },
    [jpeg.toString("base64"), points],
  );
}

/** Whether two colours look the same after JPEG. */
export const alike = (one, two, by = 14) => one.every((value, at) => Math.abs(value - two[at]) <= by);
