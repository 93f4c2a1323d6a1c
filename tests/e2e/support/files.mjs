// Choosing a file as a person does: by the button that asks for it.

/** Presses what asks for a file and answers with this one. */
export async function chooseFile(page, trigger, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), trigger.click()]);
  await chooser.setFiles(file);
}

/** The browser's own controls for files that can be seen, as they are named. There should be none. */
export const rawControls = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("input[type=file]")].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      return control.checkVisibility() && width > 2 && height > 2 ? [`${control.id || control.accept}: ${Math.round(width)} × ${Math.round(height)}`] : [];
    }),
  );
