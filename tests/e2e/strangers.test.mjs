// A colleague with another program: PouchDB, which knows nothing of the stamps that say which field changed when. Promises that words
// of both are kept when both changed one field, whether it drops the stamps or copies them along, and whoever was later.
import assert from "node:assert/strict";
import { device, remote } from "../sync/pouch.mjs";
import { PlaceForm } from "./pages/place.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { gathered } from "./support/team.mjs";
import { until } from "./support/until.mjs";

const PLACE = `/kaart/plek/${LEDEBERG.id}/aanpassen`;

gathered("What PouchDB writes beside an edit in Blikveld is not lost, nor what is written here", { patience: 180_000 }, async (gathering) => {
  const [an, bea] = [await gathering.member("An"), await gathering.member("Bea")];
  const place = async (phone) => (await phone.stored()).docs.find(({ body }) => body?.kind === "place")?.body;
  const type = async (about) => {
    await an.open(PLACE);
    const form = new PlaceForm(an.page);
    await form.about.fill(about);
    await form.leave();
    await until("it is stored", async () => (await place(an))?.about === about);
  };
  const [there, here] = [remote(gathering.server.address, gathering.team), device()];
  let round = 0;
  await type("Een lege hoek.");
  await gathering.together();
  for (const keeps of [true, false]) {
    for (const later of [true, false]) {
      round += 1;
      const [ours, theirs] = [`Blikveld ${round} ziet een bank.`, `PouchDB ${round} ziet een tafel.`];
      await there.replicate.to(here);
      const { rows } = await here.allDocs({ include_docs: true });
      const { changed, ...doc } = rows.find(({ doc: { kind } }) => kind === "place").doc;
      await type(ours);
      await gathering.together();
      await here.put({ ...doc, ...(keeps && changed ? { changed } : {}), about: theirs, updated: Date.now() + (later ? 60_000 : -60_000) });
      await here.replicate.to(there);
      for (const phone of [an, bea]) {
        await until(`both are on ${phone.calledName}'s phone (${keeps ? "copied" : "dropped"}, ${later ? "later" : "earlier"})`, async () => {
          const text = JSON.stringify(await place(phone));
          return text.includes(ours) && text.includes(theirs);
        });
      }
      await gathering.together();
      const { about, earlier } = await place(bea);
      assert.ok([about, ...earlier.map(({ value }) => value)].includes(theirs));
    }
  }
  await here.destroy();
});
