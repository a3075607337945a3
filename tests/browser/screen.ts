// What every story does with a screen: read it as a person with axe's rules in mind, take its
// picture, choose an account in it.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
// `WAYPOST_PICTURES=1` renews the pictures of the documentation.
const PICTURES = process.env.WAYPOST_PICTURES
  ? join(HERE, "../../docs/screens")
  : join(HERE, "results/screens");

/** All WCAG 2.2 A and AA rules, none switched off, in light and in dark. */
export async function accessible(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const words = found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`,
    );
    expect(words, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/** The page must fit its width: nothing but its own scrollers scrolls sideways. */
export async function fits(page: Page, screen: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Pictures in light and dark, wide and narrow. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const colorScheme of ["dark", "light"] as const) {
    // A picture in the middle of a change of colours would show neither scheme.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
  }
  await page.setViewportSize({ width: 320, height: 900 });
  await fits(page, `${name} at 320 px`);
  await page.screenshot({ path: join(PICTURES, `${name}-narrow.png`) });
  await page.setViewportSize(size);
}

/** Sets one of the default accounts by its number. */
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
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: new RegExp(`^${number}`) }).click();
  await expect(row.getByRole("gridcell").nth(column)).toContainText(number);
}
