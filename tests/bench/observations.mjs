// The observations that every store is filled with: made by rule, so that every run and every store has the same.

/** A document body is about so many bytes as JSON. */
export const BODY_BYTES = 600;

const WORDS =
  "ouders staan samen bij de ingang kinderen bouwen een toren van zachte blokken vrijwilliger vraagt hoe het gaat koffie op tafel twee vaders lachen niemand kijkt op gsm buggy past niet door de deur iemand vertaalt voor haar buurvrouw het wordt stil rond de boekenhoek".split(
    " ",
  );
const LANES = ["seen", "thought", "valued"];
const VISITS = 100;

const hex = (number, digits) => number.toString(16).padStart(digits, "0");
/** As a UUIDv7: ids grow with time. */
const id = (kind, number) => `019aa000-${hex(number, 4)}-7000-8${hex(kind, 3)}-${hex(number * 2654435761, 12)}`;

/** `[[id, body], …]` */
export function observations(count) {
  return Array.from({ length: count }, (_, number) => {
    const visit = number % VISITS;
    const created = 1_764_000_000_000 + number * 1000;
    const body = {
      kind: "observation",
      schema: 1,
      author: { id: id(1, 170), name: "Fatma" },
      created,
      updated: created + 500,
      trashed: null,
      visit: id(2, visit),
      lens: "gesprekken",
      question: `gesprekken-${1 + (number % 5)}`,
      lane: LANES[number % LANES.length],
      text: "",
      deviates: number % 7 === 0,
      deviation: "",
      lane_asked: false,
    };
    const room = BODY_BYTES - JSON.stringify(body).length;
    let text = `${number}`;
    for (let step = number; text.length < room; step += 7) text += ` ${WORDS[step % WORDS.length]}`;
    return [id(3, number), { ...body, text: `${text}.` }];
  });
}
