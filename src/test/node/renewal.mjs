// Types into a page that renews itself, and has it renewed twice meanwhile. Prints {"typed", "focused": the name of
// what has the focus, "scrolled": whether the page stands where it stood, "violations"} afterwards.
import { asked, loggedIn, tell, violations, withBrowser } from "./browser.mjs";

await withBrowser(async (browser) => {
  const page = await loggedIn(await browser.newContext({ viewport: { width: 1280, height: 400 } }));
  await page.goto(asked.page);
  const renewed = () => page.waitForResponse((response) => response.request().headers()["hx-request"] === "true");
  const field = page.locator(`[name=${asked.field}]`);
  await field.scrollIntoViewIfNeeded();
  await field.focus();
  await page.keyboard.type("half a ");
  const top = await page.evaluate(() => scrollY);
  await (await renewed()).finished();
  await page.keyboard.type("name");
  await (await renewed()).finished();
  // What has come is put into the page in a later task.
  await page.waitForFunction(() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"));
  tell({
    typed: await field.inputValue(),
    focused: await page.evaluate(() => document.activeElement.getAttribute("name")),
    scrolled: (await page.evaluate(() => scrollY)) !== top,
    violations: await violations(page),
  });
});
