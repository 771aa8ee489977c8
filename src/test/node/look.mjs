// Looks at pages as people would: in light and dark, on a phone, on paper, without scripts. Prints a line for
// each: {"look", "page", "status", "violations", "foreign": requests to elsewhere, "console", "overflow": pixels
// that stick out sideways, "headings": of the first level}.
import { asked, loggedIn, tell, violations, withBrowser } from "./browser.mjs";

const LOOKS = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  narrow: { viewport: { width: 320, height: 800 } },
  "without scripts": { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false },
};

/** Those whose colours and sizes differ: axe takes most of the time. */
const JUDGED = ["light", "dark"];

await withBrowser(async (browser) => {
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext(options);
    const page = await loggedIn(context);
    const foreign = [];
    const said = [];
    context.on("request", (request) => {
      const url = request.url();
      if (!asked.pages.some((each) => url === each) && !url.startsWith(asked.origin + "/")) {
        foreign.push(url);
      }
    });
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    for (const address of asked.pages) {
      const response = await page.goto(address);
      tell({
        look,
        page: address.replace(asked.origin, ""),
        status: response?.status() ?? 0,
        violations: JUDGED.includes(look) ? await violations(page) : [],
        overflow: await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
        headings: await page.locator("main h1").count(),
        foreign: foreign.splice(0),
        console: said.splice(0),
      });
    }
    await context.close();
  }
});
