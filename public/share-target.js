// Part of the service worker: a file that another app shares with this one is kept aside until the page takes it, for only a
// service worker sees it come in. `share_target` in manifest.webmanifest names the address and the field; `platform/files.rs` takes it.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "POST" || origin !== self.location.origin || pathname !== "/team/herstel") return;
  // A lens, deck or vision is JSON; everything else is looked into as a recovery file.
  let page = "/team/herstel";
  const keep = async () => {
    const file = (await request.formData()).get("bestand");
    if (file.type === "application/json" || file.name.endsWith(".json")) page = "/openen";
    const kept = await caches.open("blikveld-gedeeld");
    await kept.put("/gedeeld", new Response(file));
  };
  const go = () => Response.redirect(`${page}?gedeeld=1`, 303);
  // What could not be kept is missed by the page, which says so.
  event.respondWith(keep().then(go, go));
});
