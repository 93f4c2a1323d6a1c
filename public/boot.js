// Starts the app: the theme this device chose, then the WebAssembly that trunk names in this script's data attributes.
// A classic script in the head, so that the theme is there before the first paint.
(() => {
  const { js, wasm } = document.currentScript.dataset;

  try {
    const theme = JSON.parse(localStorage.getItem("blikveld.theme"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // No storage, or something else in it: the system's theme it is.
  }

  const line = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  const sorry = () => {
    let start = document.getElementById("start");
    if (!start) {
      start = line("div", "start", "");
      start.id = "start";
      document.body.prepend(start);
    }
    const again = line("button", "btn btn--main", "Opnieuw laden");
    again.type = "button";
    again.addEventListener("click", () => location.reload());
    start.replaceChildren(
      line("p", "start__name", "Blikveld"),
      line("p", "start__wait", "Blikveld kon niet starten in deze browser."),
      line("p", "start__help", "Laad de pagina opnieuw. Lukt het dan nog niet, werk je browser dan bij of probeer een andere. Wat je al bewaarde, blijft op dit toestel."),
      again,
    );
  };

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const { default: init } = await import(js);
      await init({ module_or_path: wasm });
    } catch (error) {
      console.error(error);
      sorry();
    }
  });
})();
