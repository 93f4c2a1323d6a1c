// Parts of the service worker that its generator does not know. A file that another app shares with this one is kept aside until the
// page takes it, for only a service worker sees it come in. A page of any other site can post one too: what is known of where it came
// from is kept along, and nothing of it is read here. `share_target` in manifest.webmanifest names the address and the field;
// `platform/files.rs` takes it.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "POST" || origin !== self.location.origin || pathname !== "/team/herstel") return;
  // A lens, deck or vision is JSON; everything else is looked into as a recovery file.
  let page = "/team/herstel";
  const keep = async () => {
    const file = (await request.formData()).get("bestand");
    if (file.type === "application/json" || file.name.endsWith(".json")) page = "/openen";
    // No larger than the largest recovery file.
    if (file.size > 1_000_000_100) return;
    const from = request.referrer.startsWith("http") ? new URL(request.referrer) : null;
    const headers = { "x-naam": encodeURIComponent(file.name), "x-van": encodeURIComponent(from && from.origin !== origin ? from.host : "") };
    const kept = await caches.open("blikveld-gedeeld");
    await kept.put("/gedeeld", new Response(file, { headers }));
  };
  const go = () => Response.redirect(`${page}?gedeeld=1`, 303);
  // What could not be kept is missed by the page, which says so.
  event.respondWith(keep().then(go, go));
});

// A page that came up while this worker did is missed when it claims its pages; such a page asks (`platform/app_update.rs`).
self.addEventListener("message", (event) => {
  if (event.data?.type === "CLAIM") event.waitUntil(self.clients.claim());
});
