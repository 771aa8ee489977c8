// Takes pictures of pages, in light and dark: {"pages": {name: address}, "folder"}; prints the files.
import { asked, loggedIn, tell, withBrowser } from "./browser.mjs";

await withBrowser(async (browser) => {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 860 }, colorScheme });
    const page = await loggedIn(context);
    for (const [name, address] of Object.entries(asked.pages)) {
      const path = `${asked.folder}/${name}-${colorScheme}.png`;
      await page.goto(address);
      await page.screenshot({ path });
      tell({ path });
    }
    await context.close();
  }
});
