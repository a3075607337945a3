// The mapping workspace with the largest company that is measured: it reads as well as with a small
// one, and only what is near the window is in the page.
import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import type { House } from "./kit";
import { company, type Company, connected, houseOf, long } from "./large";
import { accessible, fits, legible, picture } from "./screen";

let house: House;
let person: BrowserContext;
let page: Page;
let made: Company;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  // What takes long is handing in 2,500 documents, not the browser.
  test.setTimeout(300_000);
  made = company();
  house = await houseOf(made);
  person = await browser.newContext();
  page = await person.newPage();
  await connected(house, made, page);
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

/** How many elements are in the page and in the window, and how many windows the farthest is away. */
function drawn(rows: Locator) {
  return rows.evaluateAll((all) => {
    const boxes = all.map((row) => row.getBoundingClientRect());
    return {
      count: boxes.length,
      seen: boxes.filter(({ top, bottom }) => bottom > 0 && top < innerHeight).length,
      away: Math.max(...boxes.map(({ top, bottom }) => Math.max(-bottom, top - innerHeight, 0) / innerHeight)),
    };
  });
}

/** Few rows are in the page, all of them near the window, and the window is full of them. */
async function nearTheWindow(rows: Locator) {
  await expect.poll(async () => (await drawn(rows)).seen).toBeGreaterThan(3);
  const { count, away } = await drawn(rows);
  expect(count).toBeLessThan(80);
  expect(away).toBeLessThan(3);
}

test("five thousand accounts and five hundred rows read well at every width, for everybody", async () => {
  await page.goto(`${house.url}/subsidiaries/S-KF/mapping`);
  await expect(page.getByRole("rowheader", { name: "customer rate 0", exact: true })).toBeVisible();
  await accessible(page, "mapping, T-large");
  await picture(page, "mapping-largest", true);
});

test("wherever the grid is scrolled to, only the rows near the window are in the page", async () => {
  const grid = page.getByRole("grid");
  const rows = grid.getByRole("row");
  const all = Number(await grid.getAttribute("aria-rowcount"));
  expect(all).toBeGreaterThan(500);
  const index = async (row: Locator) => Number(await row.getAttribute("aria-rowindex"));
  // Rows that are drawn for the first time may move the end of the page.
  const scrollTo = (share: number) =>
    page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), share);
  await scrollTo(0);
  await expect.poll(() => index(rows.first())).toBe(1);
  await nearTheWindow(rows);
  await scrollTo(0.5);
  await expect.poll(() => index(rows.first())).toBeGreaterThan(100);
  await nearTheWindow(rows);
  await legible(page, "the middle of the largest grid");
  await expect.poll(() => scrollTo(1).then(() => index(rows.last()))).toBe(all);
  await nearTheWindow(rows);
});

test("ten thousand lines of one document keep few of them in the page, and scroll", async () => {
  await page.getByText("Paste a document").click();
  const box = page.getByLabel("One document as JSON");
  await box.fill(JSON.stringify(long(made)));
  await box.blur();
  await expect(page.getByText("10,000 lines", { exact: true })).toBeVisible();
  const pane = page.getByRole("complementary", { name: "Preview" });
  const lines = pane.locator(".preview-line");
  await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await nearTheWindow(lines);
  await fits(page, "ten thousand lines");
  await legible(page, "ten thousand lines");
  await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(pane.getByText(/^Debits .* (=|and) credits |^No entries/)).toBeVisible();
  expect(await lines.count()).toBeLessThan(80);
});
