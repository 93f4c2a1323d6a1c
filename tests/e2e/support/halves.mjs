// Typing as some keyboards and input methods do it: an emoji comes as two events, one for each half of its surrogate pair.

/** What the first and the whole of 😀 are in the browser's own units. A test cannot send half a sign to the page: it is made there. */
const type = (field, text, end) =>
  field.evaluate((element, { text, end }) => {
    element.focus();
    element.value = text + { half: "\ud83d", whole: "\ud83d\ude00", nothing: "" }[end];
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }, { text, end });

/** The text, and no emoji. */
export const plain = (field, text) => type(field, text, "nothing");
/** The text, and the first half of 😀 behind it. */
export const half = (field, text) => type(field, text, "half");
/** The text, and 😀 behind it. */
export const whole = (field, text) => type(field, text, "whole");
/** Whether the field still holds the half: whoever writes in it now takes that away from the other half. */
export const holdsHalf = (field) => field.evaluate((element) => element.value.endsWith("\ud83d"));
