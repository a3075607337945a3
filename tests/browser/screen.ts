// What every story does with a screen: read it as a person with axe's rules in mind, take its
// picture, choose an account in it.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const PICTURES = join(HERE, "../../docs/screens");
// `WAYPOST_PICTURES=1` renews the pictures of the documentation.
const TAKING = Boolean(process.env.WAYPOST_PICTURES);
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// The rules of those that read colours: nothing else differs between light and dark.
const COLOURS = ["color-contrast", "link-in-text-block"];

/** All WCAG 2.2 A and AA rules, none switched off; those that read colours in light and in dark. */
export async function accessible(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await colours(page, colorScheme);
    const axe = new AxeBuilder({ page });
    const found = await (colorScheme === "dark" ? axe.withRules(COLOURS) : axe.withTags(WCAG)).analyze();
    const words = found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`,
    );
    expect(words, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/** Light or dark at once: in the middle of a change of colours a page has those of neither. */
async function colours(page: Page, colorScheme: "dark" | "light"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await drawn(page);
}

/** Until a changed window or scheme is drawn, some styles are still those of the former one. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The page must fit its width: nothing but its own scrollers scrolls sideways. */
export async function fits(page: Page, screen: string): Promise<void> {
  await drawn(page);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
}

/** No text is cut off, out of its cell, or over other text. */
export async function legible(page: Page, screen: string): Promise<void> {
  expect(await page.evaluate(illegible), `${screen}: text that cannot be read`).toEqual([]);
}

/** Widths that every screen is read at: a phone, 1440 px at 200 %, a desk, a wide desk. */
const WIDTHS = [320, 720, 1440, 1920];

/**
 * The screen at the width of a phone, and its pictures in light, dark, narrow where they are taken; `more`
 * adds wide, at 200 %, and in forced colours, and has the text read at each width.
 */
export async function picture(page: Page, name: string, more = false): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  const shoot = async (kind: string) => {
    if (TAKING) await page.screenshot({ path: join(PICTURES, `${name}-${kind}.png`) });
  };
  for (const colorScheme of ["dark", "light"] as const) {
    await colours(page, colorScheme);
    await shoot(colorScheme);
  }
  const kinds: Record<number, string> = more ? { 320: "narrow", 720: "zoomed", 1920: "wide" } : { 320: "narrow" };
  for (const width of more ? WIDTHS : [320]) {
    await page.setViewportSize({ width, height: size.height });
    await fits(page, `${name} at ${width} px`);
    if (more) await legible(page, `${name} at ${width} px`);
    if (kinds[width]) await shoot(kinds[width]);
  }
  await page.setViewportSize(size);
  if (more) {
    await page.emulateMedia({ forcedColors: "active" });
    await fits(page, `${name} in forced colours`);
    await legible(page, `${name} in forced colours`);
    await shoot("forced");
    await page.emulateMedia({ forcedColors: "none" });
  }
}

/**
 * Text that a person cannot read: cut off by the box around it, out of its cell, or below other text.
 * Runs in the page; answers a line for each, with the text.
 */
function illegible(): string[] {
  const hidden = (element: Element) =>
    element.closest(".visually-hidden, [hidden], thead, option, noscript, script, style, title, svg") !== null;
  // What lies over the page by intent is compared with itself only.
  const layer = (element: Element) => element.closest(".save-bar, .combobox-list, .beside-pane, .skip-link");
  interface Piece { text: string; box: DOMRect; layer: Element | null }
  const pieces: Piece[] = [];
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (text === "" || !parent || hidden(parent) || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const cutter = cuts(parent);
    const cell = parent.closest("td, th, .grid-cell, .account-box, .button, .tag, .banner, .card, li");
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const edge = cutter?.getBoundingClientRect();
      if (edge && (box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 1)) {
        found.push(`cut off: ${text}`);
      }
      const around = cell?.getBoundingClientRect();
      if (around && (box.right > around.right + 1 || box.left < around.left - 1)) {
        found.push(`out of its box: ${text}`);
      }
      pieces.push({ text, box, layer: layer(parent) });
    }
  }
  pieces.sort((one, other) => one.box.top - other.box.top);
  for (const [at, one] of pieces.entries()) {
    for (const other of pieces.slice(at + 1)) {
      if (other.box.top >= one.box.bottom - 3) break;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (wide > 3 && one.layer === other.layer) found.push(`over one another: ${one.text} / ${other.text}`);
    }
  }
  return [...new Set(found)];

  /** The nearest box that hides what does not fit into it, and cannot be scrolled. */
  function cuts(element: Element): Element | null {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (["auto", "scroll"].includes(style.overflowX) || ["auto", "scroll"].includes(style.overflowY)) return null;
      if ([style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip")) return at;
    }
    return null;
  }
}

/** Opens a task of the Connect screen if it is folded. */
export async function unfold(page: Page, title: string): Promise<void> {
  const head = page.getByRole("heading", { name: title, exact: true });
  const task = page.locator("details").filter({ has: head }).first();
  await expect(async () => {
    if ((await task.getAttribute("open")) === null) await head.click();
    await expect(task).toHaveAttribute("open", "", { timeout: 500 });
  }).toPass();
}

/** Sets one of the default accounts by its number, or by the beginning of its name where it has none. */
export async function setDefault(page: Page, label: RegExp, number: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  await box.click();
  await box.fill(number);
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: new RegExp(`^${number}`) }).click();
  await expect(box).toHaveValue(new RegExp(`^${number}`));
}

/**
 * Finds a row of the grid by its line item and opens the picker of one of its accounts. Of two
 * items of one name (an e-check for tolls, and tolls) it takes the later category's.
 */
export async function open(page: Page, item: string, column = 0) {
  const find = page.getByRole("searchbox", { name: "Find a line or account" });
  await find.fill(item);
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: item, exact: true }) })
    .last();
  const cells = row.getByRole("gridcell");
  await cells.nth(column).click();
  return { row, box: page.getByRole("combobox", { name: /^Account of/ }) };
}

/** Chooses an account in the grid by its number. */
export async function choose(page: Page, item: string, number: string, column = 0): Promise<void> {
  const { row, box } = await open(page, item, column);
  await box.fill(number);
  const accounts = page.getByRole("listbox", { name: "Accounts" });
  await accounts.getByRole("option", { name: new RegExp(`^${number}`) }).click();
  // The list stands in the cell, and names the account as well.
  await expect(accounts).toHaveCount(0);
  await expect(row.getByRole("gridcell").nth(column)).toContainText(number);
}
