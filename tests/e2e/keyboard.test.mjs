// The main job with a keyboard only. Promises that every control can be reached and used with it, that the focus is always
// somewhere, always seen and never behind something, that a sheet keeps it in, and that closing one gives it back.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet } from "./pages/photo-sheet.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { Today, Visit, VisitList } from "./pages/visit.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { blobBytes } from "./support/database.mjs";
import { clearDatabase, holdDatabase } from "./support/faults.mjs";
import { Keyboard, focused, walk } from "./support/keyboard.mjs";
import { promise, story } from "./support/phone.mjs";
import { alike, drawnJpeg, pixels } from "./support/picture.mjs";
import { addresses } from "./support/routes.mjs";
import { pass, until, untilEqual } from "./support/until.mjs";

const COVER = [0x8a, 0x83, 0x78];

story("The main job can be done with a keyboard only, and the focus is never lost", {}, async (phone, step) => {
  const { page } = phone;
  const keys = new Keyboard(page);
  const [frame, prepare, watch, warm] = [new Frame(page), new Prepare(page), new Watch(page), new ThermosSheet(page)];
  const notes = async () => (await phone.stored()).notes.map(({ lane, text }) => [lane, text]);

  await step("from Vandaag to the form of a new visit", async () => {
    await phone.open("/");
    await keys.press(new Today(page).new);
    await untilEqual("the new screen's title has the focus", async () => (await focused(page)).what, 'h1 "Nieuw bezoek"');
  });

  await step("a place is found, chosen, and chosen again", async () => {
    await keys.type(prepare.place, "Krook");
    await keys.press(prepare.places.getByRole("button").first());
    await keys.press(prepare.otherPlace);
    await keys.type(prepare.place, "Ledeberg");
    await keys.press(prepare.places.getByRole("button", { name: /^Bibliotheek Ledeberg/ }));
    await untilEqual("it is stored", async () => (await phone.stored()).visits[0]?.place_name, "Bibliotheek Ledeberg");
  });

  await step("who comes along is added with Enter, and taken away again", async () => {
    for (const name of ["Amina", "Bert"]) {
      await keys.type(prepare.observer, name);
      await page.keyboard.press("Enter");
      await keys.held("Enter in the field");
    }
    await keys.press(page.getByRole("button", { name: "Bert weghalen" }));
    await untilEqual("one is left", async () => (await phone.stored()).visits[0].observers.map(({ name }) => name), ["Amina"]);
  });

  await step("a lens is chosen with Space, and looking starts", async () => {
    await keys.press(prepare.lens("Zitten en staan"), "Space");
    await keys.press(prepare.startButton);
    await watch.question.waitFor();
    await untilEqual("the title has the focus", async () => (await focused(page)).what, 'h1 "Zitten en staan"');
  });

  await step("lanes are switched with the arrows", async () => {
    await keys.to(watch.lane("Ik zie"));
    for (const [key, lane] of [["ArrowRight", "Ik denk"], ["ArrowRight", "Ik vind"], ["ArrowLeft", "Ik denk"], ["ArrowLeft", "Ik zie"]]) {
      await page.keyboard.press(key);
      await keys.held(key);
      await until(`${lane} is chosen`, () => watch.lane(lane).isChecked());
      assert.ok(await watch.lane(lane).evaluate((radio) => radio === document.activeElement));
    }
  });

  await step("a note is written and moved; the focus stays in it", async () => {
    await keys.type(watch.note, "De hoek is gezellig.");
    await keys.press(watch.moveButton);
    await until("Ik vind is chosen", () => watch.lane("Ik vind").isChecked());
    await until("the note has the focus", () => watch.note.evaluate((field) => field === document.activeElement));
    await untilEqual("it moved", notes, [["valued", "De hoek is gezellig."]]);
  });

  await step("another note is begun: the field is empty and has the focus; the helper is sent away", async () => {
    await keys.press(watch.another);
    await untilEqual("an empty field", () => watch.note.inputValue(), "");
    await until("it has the focus", () => watch.note.evaluate((field) => field === document.activeElement));
    await keys.to(watch.lane("Ik vind"));
    await page.keyboard.press("ArrowRight");
    await until("Ik zie is chosen", () => watch.lane("Ik zie").isChecked());
    await keys.held("ArrowRight");
    await keys.type(watch.note, "Het ruikt goed.");
    await keys.press(watch.leaveButton);
    assert.equal(await watch.nudge.count(), 0);
    await keys.press(watch.deviates, "Space");
    await keys.type(watch.why, "Hier wordt gekookt.");
    await untilEqual("both are stored", notes, [["valued", "De hoek is gezellig."], ["seen", "Het ruikt goed."]]);
  });

  await step("an earlier note is opened, thrown away, and brought back", async () => {
    await keys.press(watch.another);
    await keys.press(watch.fold);
    await keys.press(watch.earlier.getByRole("button", { name: /Het ruikt goed/ }));
    await untilEqual("it is open", () => watch.note.inputValue(), "Het ruikt goed.");
    await keys.press(watch.binNote);
    await untilEqual("it is gone", notes, [["valued", "De hoek is gezellig."]]);
    // The sentence that was moved may still be offered back as well.
    await keys.press(frame.undo("Notitie weggegooid."));
    await untilEqual("it is back", async () => (await notes()).length, 2);
  });

  await step("counting goes up and down, and the focus survives a zero", async () => {
    const seats = watch.counter("zitplaatsen");
    await keys.press(seats.plus);
    await keys.press(seats.minus);
    await untilEqual("none", seats.shown, 0);
    await keys.press(seats.plus, "Space");
    await untilEqual("one", seats.shown, 1);
  });

  await step("a photo is covered with the arrows and the space bar, and kept", async () => {
    await keys.to(watch.photoButton);
    // Asked for early: the browser has to be told that somebody waits for its window.
    const asked = page.waitForEvent("filechooser");
    const buffer = await drawnJpeg(page, 800, 600);
    await page.keyboard.press("Enter");
    const chooser = await asked;
    await chooser.setFiles({ name: "foto.jpg", mimeType: "image/jpeg", buffer });
    const sheet = new NewPhotoSheet(page);
    await sheet.ready();
    await keys.to(sheet.canvas);
    for (const key of ["ArrowLeft", "ArrowLeft", "Space", "ArrowUp", "Enter"]) {
      await page.keyboard.press(key);
      await keys.held(key);
    }
    await keys.press(sheet.undo);
    await keys.press(sheet.keepButton);
    await sheet.sheet.waitFor({ state: "detached" });
    await keys.held("keeping the photo");
    const { photos } = await phone.stored();
    const { colours } = await pixels(page, await blobBytes(page, photos[0].file.digest), [[0.45, 0.5], [0.9, 0.1]]);
    assert.ok(alike(colours[0], COVER), `covered: ${colours[0]}`);
    assert.ok(!alike(colours[1], COVER), `not covered: ${colours[1]}`);
  });

  await step("the thermos sheet keeps the focus in, and Escape gives it back", async () => {
    await keys.press(frame.warmButton);
    await until("the field has the focus", () => warm.text.evaluate((field) => field === document.activeElement));
    await assertTrapped(page);
    await page.keyboard.press("Escape");
    await warm.sheet.waitFor({ state: "detached" });
    await keys.held("Escape");
    assert.ok(await frame.warmButton.evaluate((button) => button === document.activeElement), "the button that opened it has the focus");
  });

  await step("a thought is kept warm", async () => {
    await keys.press(frame.warmButton);
    await keys.type(warm.text, "Een derde bank?");
    await keys.to(warm.kind("Inzicht"));
    await page.keyboard.press("ArrowRight");
    await keys.press(warm.keepButton);
    await warm.sheet.waitFor({ state: "detached" });
    await keys.held("keeping it");
    assert.deepEqual((await phone.stored()).thermos.map(({ text, note_kind }) => [text, note_kind]), [["Een derde bank?", "idea"]]);
  });

  await step("from question to question, and to the nabespreking", async () => {
    const number = async () => (await page.getByRole("progressbar", { name: "Vragen" }).getAttribute("value"));
    for (const next of ["2", "3", "4", "5"]) {
      await keys.press(watch.nextButton);
      await untilEqual("the next question", number, next);
      await until("the question has the focus", () => watch.question.evaluate((question) => question === document.activeElement));
    }
    for (const before of ["4", "3", "2", "1"]) {
      await keys.press(watch.backButton);
      await untilEqual("the question before", number, before);
    }
    await keys.press(watch.doneButton);
    await untilEqual("the nabespreking", () => page.title(), "Nabespreking · Bibliotheek Ledeberg · Blikveld");
    await page.getByText("De hoek is gezellig.").waitFor();
    await untilEqual("the title has the focus", async () => (await focused(page)).what, 'h1 "Bibliotheek Ledeberg"');
  });

  await step("the first-name question is answered on Vandaag", async () => {
    // A toast lies over the lower edge for a while, where the nabespreking has its buttons.
    await untilEqual("no toast is shown", () => frame.toasts.locator(".toast").count(), 0);
    await keys.press(frame.tab("Vandaag"));
    await keys.type(frame.name, "Jozefien");
    await page.keyboard.press("Enter");
    await frame.name.waitFor({ state: "detached" });
    await keys.held("answering");
    await page.goBack();
  });

  await step("the visit is closed, and found again in its list", async () => {
    await keys.press(page.getByRole("link", { name: "Terug naar het bezoek" }));
    const visit = new Visit(page);
    const choose = async (words, stage) => {
      // A toast lies over the lower edge for a while, and the way back leads along what stands there.
      await untilEqual("no toast is shown", () => frame.toasts.locator(".toast").count(), 0);
      await keys.press(visit.more);
      await keys.press(visit.item(words));
      await untilEqual(words, () => visit.stage.innerText(), stage);
      await untilEqual("the focus is back at ⋯", async () => (await focused(page)).what, 'button "Meer"');
    };
    await keys.press(visit.more);
    await keys.to(visit.item("Bezoek weggooien"));
    await page.keyboard.press("Escape");
    await untilEqual("Escape closes it and gives the focus back", async () => [await visit.underMore.count(), (await focused(page)).what], [0, 'button "Meer"']);
    await choose("Toch nog kijken", "bezig");
    await keys.press(visit.done);
    await untilEqual("the nabespreking", () => page.title(), "Nabespreking · Bibliotheek Ledeberg · Blikveld");
    await keys.press(page.getByRole("link", { name: "Terug naar het bezoek" }));
    await choose("Bezoek afronden", "afgerond");
    await choose("Weer openen", "nabespreken");
    await keys.press(frame.tab("Kijken"));
    await keys.press(page.getByRole("main").getByRole("link", { name: /Bibliotheek Ledeberg/ }));
    await untilEqual("the visit", () => visit.title.innerText(), "Bibliotheek Ledeberg");
  });

  await step("a warm thought is picked up, and its outcome noted", async () => {
    await phone.open("/thermoskaart");
    await keys.press(new ThermosCard(page).note("Een derde bank?"));
    await keys.press(page.getByRole("button", { name: "Opgepikt" }));
    await keys.type(page.getByLabel("Wat is ervan gekomen?"), "Ze staat er.");
    await untilEqual("stored", async () => (await phone.stored()).thermos.map(({ state, outcome }) => [state, outcome]), [["picked_up", "Ze staat er."]]);
  });
});

promise("The first stop of every screen leads past the frame, to the content", async (phone) => {
  const { page } = phone;
  await phone.open("/kaart");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).what, 'a "Naar de inhoud"');
  assert.ok(await page.getByRole("link", { name: "Naar de inhoud" }).evaluate((link) => link.getBoundingClientRect().top >= 0 && link.checkVisibility()));
  await page.keyboard.press("Enter");
  await untilEqual("the title has the focus", async () => (await focused(page)).what, 'h1 "Kaart"');
  // The map keeps where it is in the query.
  assert.equal(new URL(page.url()).pathname, "/kaart");
});

promise("A warning that is understood hands the focus on", async (phone) => {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep("Wordt gewist");
  await phone.page.goto("about:blank");
  await clearDatabase(phone);
  await phone.open("/");
  const { banner } = new Frame(phone.page);
  await new Keyboard(phone.page).press(banner.getByRole("button", { name: "Begrepen" }));
  assert.equal(await banner.count(), 0);
});

promise("A screen that is slow to come still takes the focus", async (phone) => {
  await look(phone);
  await phone.open("/kijken");
  const row = new VisitList(phone.page).visit("Bibliotheek Ledeberg");
  await row.focus();
  const release = await holdDatabase(phone);
  await phone.page.keyboard.press("Enter");
  // As long as a worn phone takes to read.
  await pass(700);
  await release();
  await untilEqual("the title has the focus", async () => (await focused(phone.page)).what, 'h1 "Bibliotheek Ledeberg"', { patience: 3000 });
});

story("Tab leads through every screen, and each stop is seen", { patience: 200_000 }, async (phone, step) => {
  for (const { path } of await addresses(phone)) {
    await step.apart(path.replace(/[0-9a-f-]{36}/g, "…"), async () => {
      await phone.open(path);
      const { stops, wrong } = await walk(phone.page);
      assert.deepEqual(wrong, [], wrong.join("\n"));
      assert.ok(stops.length >= 4, `only ${stops.join(", ")}`);
    });
  }
});

/** Tab and Shift+Tab never leave the sheet for the page below. */
async function assertTrapped(page) {
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let stop = 0; stop < 20; stop += 1) {
      await page.keyboard.press(key);
      const { what, lost, inSheet } = await focused(page);
      assert.ok(lost || inSheet, `the focus went to ${what}, below the sheet`);
    }
  }
}
