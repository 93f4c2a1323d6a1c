// What runs inside the page, in every engine alike: finding things by what they are and how they are called, as a person would
// name them ("the button Volgende vraag"). It is sent over as text, so it uses nothing from outside itself.

/**
 * The first thing that answers to a query, and how many do. A query is `{ role, name }` or `{ css }`, with `pattern` (a regular
 * expression as text) instead of a name where a name is not known to the letter, and `within`, another query.
 * With `reach` it is brought into sight first, and `free` says that it does not move and that nothing lies over its middle.
 */
export async function inspect(query, reach) {
  const ROLES = {
    alert: "[role=alert]",
    button: "button, [role=button], summary",
    checkbox: "input[type=checkbox]",
    dialog: "dialog[open]",
    group: "[role=group], fieldset",
    heading: "h1, h2, h3, h4",
    image: "img, [role=img]",
    link: "a[href]",
    listitem: "li",
    radio: "input[type=radio]",
    region: "section[aria-label], section[aria-labelledby], [role=region]",
    searchbox: "input[type=search]",
    status: "[role=status]",
    textbox: "textarea, input:not([type]), input[type=text], input[type=password], input[type=url]",
  };
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return clean(by.split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
    if (element.hasAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
    if (element.labels?.length) return clean([...element.labels].map((label) => label.innerText).join(" "));
    return clean(element.alt ?? element.innerText);
  };
  const all = ({ role, css, name, pattern, within }) => {
    const roots = within ? all(within) : [document];
    return roots
      .flatMap((root) => [...root.querySelectorAll(css ?? ROLES[role])])
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => (name === undefined || nameOf(element) === name) && (pattern === undefined || new RegExp(pattern, "u").test(nameOf(element))));
  };
  const found = all(query);
  const [element] = found;
  if (!element) return { count: 0 };
  // A choice is pressed on its label.
  const target = (element.matches("[type=radio], [type=checkbox]") && element.closest("label")) || element;
  const spot = () => {
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    // Something that still moves may not have begun to: an engine that is short of time shows its first picture late.
    const moves = document.getAnimations().some(({ playState, effect }) => playState === "running" && effect.getComputedTiming().iterations !== Infinity && effect.target.contains(target));
    return { x, y, left, top, width, height, free: Boolean(hit && target.contains(hit)) && !moves };
  };
  if (reach) {
    if (!spot().free) target.scrollIntoView({ block: "center", behavior: "instant" });
    // WebKit moves a sheet by itself, and the page hears where it came to rest when it is drawn next.
    for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
  }
  return {
    ...spot(),
    count: found.length,
    name: nameOf(element),
    texts: found.map((one) => clean(one.innerText)),
    text: clean(element.innerText),
    value: element.value,
    checked: element.checked,
    enabled: !element.disabled,
    focused: element === document.activeElement,
    drawn: element.complete && element.naturalWidth > 0,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  };
}

/** From here on the browser's own window for choosing a file stays away; the control that asked for it is remembered. */
export function holdChooser() {
  const hold = (click) => {
    if (click.target.type !== "file") return;
    click.preventDefault();
    globalThis.controlThatAsked = click.target;
    removeEventListener("click", hold, true);
  };
  globalThis.controlThatAsked = null;
  addEventListener("click", hold, true);
}

export const controlThatAsked = () => globalThis.controlThatAsked;
