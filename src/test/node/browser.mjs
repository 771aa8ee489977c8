// A Chromium that is driven by Playwright, and what it looks at pages with.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What the test asks for: one JSON object on standard input. */
export const asked = JSON.parse(readFileSync(0, "utf8"));

/** Tells the test something: a JSON object a line. */
export function tell(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

/** Has a browser do something, and ends it. */
export async function withBrowser(work) {
  const browser = await chromium.launch({
    executablePath: asked.browser,
    // A container has no user namespaces; nothing but our own pages is opened.
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"],
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page of somebody who has logged in, typing and pressing Enter. */
export async function loggedIn(context) {
  const page = await context.newPage();
  if (asked.user) {
    await page.goto(asked.origin + "/login");
    await page.fill("[name=username]", asked.user);
    await page.fill("[name=password]", asked.password);
    await page.press("[name=password]", "Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/login"));
  }
  return page;
}

/** Where a page breaks a rule of WCAG 2.2 AA, as far as a program can tell. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), WCAG);
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
