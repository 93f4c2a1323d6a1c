// Files as a city's open-data portal gives them: outlines of wijken, and places as rows.

/** Simple squares around Ghent. The third is no wijk of the city: a neighbouring municipality. */
export const SQUARES = {
  Ledeberg: [51.03, 3.735, 51.0405, 3.752],
  Gentbrugge: [51.03, 3.756, 51.05, 3.79],
  "Proefgemeente": [50.97, 3.72, 51.0, 3.78],
};

export function outlines(squares = SQUARES) {
  const features = Object.entries(squares).map(([wijk, [south, west, north, east]], at) => ({
    type: "Feature",
    properties: { wijk, wijknr: at + 1 },
    geometry: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
  }));
  return { type: "FeatureCollection", features };
}

/** A CSV as spreadsheets in Belgium write it: semicolons, decimal commas. */
export function csv(rows) {
  const cell = (value) => {
    const text = typeof value === "number" ? String(value).replace(".", ",") : (value ?? "");
    return /[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const columns = ["name", "type", "wijk", "address", "lat", "lon", "website", "hours"];
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(";"));
  return ["Naam;Categorie;Wijk;Straat en nummer;Latitude;Longitude;Website;Openingstijden", ...lines].join("\r\n") + "\r\n";
}

const TYPES = ["Speelstraat", "Buurthuis", "School", "Kinderopvang", "Spelotheek", "Huis van het Kind"];

/** So many places, spread over the city in rows of a hundred, none within 150 m of one of the same name. */
export function spread(count, { name = (number) => `Ontmoeting ${number}`, step = 0.002 } = {}) {
  return Array.from({ length: count }, (_, at) => ({
    name: name(at + 1),
    type: TYPES[at % TYPES.length],
    address: `Proefstraat ${at + 1}`,
    lat: Number((51.0 + Math.floor(at / 100) * step).toFixed(5)),
    lon: Number((3.65 + (at % 100) * step).toFixed(5)),
  }));
}

/** Outlines drawn so finely that the file is as large as is read: in so many wijken beside one another, almost 10 MB. */
export function heavyOutlines(wijken, { bytes = 9_900_000, end = "" } = {}) {
  const corners = Math.floor(bytes / wijken / 29);
  const features = Array.from({ length: wijken }, (_, at) => {
    const [south, west, high, wide] = [50.98, 3.6 + (0.25 * at) / wijken, 0.15, 0.25 / wijken];
    // A coast with bays: along the north and back along the south.
    const bay = (corner) => 0.0004 * Math.sin(corner / 200);
    const half = Math.floor(corners / 2);
    const along = (corner) => (wide * corner) / half;
    const north = Array.from({ length: half }, (_, corner) => `[${(west + along(corner)).toFixed(9)},${(south + high + bay(corner)).toFixed(9)}]`);
    const back = Array.from({ length: half }, (_, corner) => `[${(west + wide - along(corner)).toFixed(9)},${(south + bay(corner)).toFixed(9)}]`);
    const ring = [...north, ...back, north[0]].join(",");
    return `{"type":"Feature","properties":{"wijk":"Wijk ${at + 1}","naam":"Wijk ${at + 1}"},"geometry":{"type":"Polygon","coordinates":[[${ring}]]}}`;
  });
  return Buffer.from(`{"type":"FeatureCollection","features":[${features.join(",")}]}${end}`);
}

/** The same as KML. */
export function heavyKml(wijken) {
  const { features } = JSON.parse(heavyOutlines(wijken, { bytes: 9_500_000 }).toString());
  const placemark = ({ properties: { wijk }, geometry: { coordinates: [ring] } }) => `<Placemark><name>${wijk}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${ring.map((at) => at.join(",")).join(" ")}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`;
  return Buffer.from(`<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${features.map(placemark).join("")}</Document></kml>`);
}
