// Goes through pages by the keyboard alone, and gives a command so, without scripts. Prints a line for each page:
// {"page", "unreached": what Tab does not come to, "unseen": what does not show that it has the focus}, and at the
// end {"ended": the address to which the command has led}.
import { asked, loggedIn, tell, withBrowser } from "./browser.mjs";

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const MOST = 300;

const inPage = {
  all: (selector) =>
    [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility() && !element.disabled)
      .map((element) => element.outerHTML.slice(0, 120)),
  focused: () => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    return {
      html: element.outerHTML.slice(0, 120),
      text: element.textContent.trim(),
      name: element.getAttribute("name"),
      isSeen: (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none",
      isNone: element === document.body,
    };
  },
};

async function walk(page) {
  const wanted = new Set(await page.evaluate(inPage.all, FOCUSABLE));
  const reached = new Set();
  const unseen = new Set();
  for (let step = 0; step < MOST && reached.size < wanted.size; step++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(inPage.focused);
    if (focused.isNone) continue;
    reached.add(focused.html);
    if (!focused.isSeen) unseen.add(focused.html);
  }
  return { unreached: [...wanted].filter((each) => !reached.has(each)), unseen: [...unseen] };
}

/** Presses Tab until something has the focus. */
async function tabTo(page, is) {
  for (let step = 0; step < MOST; step++) {
    await page.keyboard.press("Tab");
    if (is(await page.evaluate(inPage.focused))) return;
  }
  throw new Error("Tab does not come to it on " + page.url());
}

await withBrowser(async (browser) => {
  const page = await loggedIn(await browser.newContext());
  for (const address of asked.pages) {
    await page.goto(address);
    tell({ page: address.replace(asked.origin, ""), ...(await walk(page)) });
  }
  const plain = await loggedIn(await browser.newContext({ javaScriptEnabled: false }));
  const { begin, link, field, text, button } = asked.command;
  await plain.goto(begin);
  await tabTo(plain, (focused) => focused.text.startsWith(link));
  await Promise.all([plain.waitForURL((url) => url.href !== begin), plain.keyboard.press("Enter")]);
  await tabTo(plain, (focused) => focused.name === field);
  await plain.keyboard.type(text);
  await tabTo(plain, (focused) => focused.html.startsWith("<button") && focused.text.startsWith(button));
  const before = plain.url();
  await Promise.all([plain.waitForURL((url) => url.href !== before), plain.keyboard.press("Enter")]);
  tell({ ended: plain.url().replace(asked.origin, "") });
});
