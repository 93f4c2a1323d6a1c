// Where many tests begin: a visit under way, at its first question.
import { Prepare } from "../pages/prepare.mjs";
import { Watch } from "../pages/watch.mjs";

export const LEDEBERG = { id: "0192a000-0002-7a27-a701-02298f8f2dc6", name: "Bibliotheek Ledeberg" };

/** Starts a visit to Bibliotheek Ledeberg with the lens "Zitten en staan"; resolves to the screen of its first question. */
export async function look(phone) {
  await phone.open(`/kijken/nieuw?bril=zitten-en-staan&plek=${LEDEBERG.id}&naam=${encodeURIComponent(LEDEBERG.name)}`);
  await new Prepare(phone.page).start();
  const watch = new Watch(phone.page);
  await watch.note.waitFor();
  return watch;
}
