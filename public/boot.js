// Starts the app: the theme this device chose, then the WebAssembly that trunk names in this script's data attributes. Holds
// what was typed and not saved yet (`blikveldUnsaved`, filled by src/state/unsaved.rs), and when the program itself fails
// shows it, to be copied. A classic script in the head, so that the theme is there before the first paint.
(() => {
  const { js, wasm } = document.currentScript.dataset;
  globalThis.blikveldUnsaved = new Map();

  try {
    const theme = JSON.parse(localStorage.getItem("blikveld.theme"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // No storage, or something else in it: the system's theme it is.
  }

  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  const screen = (title, lines) => {
    const main = make("main", "crash");
    const said = make("div", "stack");
    said.setAttribute("role", "alert");
    const again = make("button", "btn btn--main", "Opnieuw laden");
    again.type = "button";
    again.addEventListener("click", () => location.reload());
    said.append(make("h1", "crash__title", title), ...lines);
    main.append(said, again);
    document.body.replaceChildren(main);
  };

  const crashed = () => {
    const lines = [make("p", "", "Er is iets misgelopen in Blikveld. Wat op dit toestel bewaard is, is er nog. Laad de pagina opnieuw om verder te gaan.")];
    const unsaved = [...globalThis.blikveldUnsaved.values()].filter(([, text]) => text);
    if (unsaved.length) lines.push(make("p", "strong", "Deze tekst was nog niet bewaard. Kopieer hem voor je opnieuw laadt:"));
    for (const [label, text] of unsaved) {
      const area = make("textarea", "input textarea", text);
      area.readOnly = true;
      area.setAttribute("aria-label", label);
      lines.push(make("p", "field__label", label), area);
    }
    screen("Even opnieuw", lines);
  };
  const failed = (error) => error instanceof WebAssembly.RuntimeError && crashed();
  addEventListener("error", ({ error }) => failed(error));
  addEventListener("unhandledrejection", ({ reason }) => failed(reason));

  const noStart = () => {
    const help = "Laad de pagina opnieuw. Lukt het dan nog niet, werk je browser dan bij of probeer een andere. Wat je al bewaard hebt, blijft op dit toestel.";
    screen("Blikveld kon niet starten in deze browser", [make("p", "", help)]);
  };
  addEventListener("blikveld:geen-start", noStart);

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const { default: init } = await import(js);
      await init({ module_or_path: wasm });
    } catch (error) {
      console.error(error);
      noStart();
    }
  });
})();
