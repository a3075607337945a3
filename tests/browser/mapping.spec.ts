// The mapping workspace: what an edit moves is shown before it is saved, many lines are edited at
// once, by keyboard alone, and everything that was asked for stands in the address.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { accessible, picture } from "./screen";

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  page = await person.newPage();
  desk = await Desk.open(house, page);
  // Nothing is submitted, so everything waits.
  await desk.push(sampleDocuments());
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const mapping = (query = "") => page.goto(`${house.url}/subsidiaries/S-KF/mapping${query}`);
const row = (item: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: item, exact: true }) }).last();
const cell = (item: string, column = 0) => row(item).getByRole("gridcell").nth(column);
/** Goes to a cell by the arrow keys: what was selected before is let go. */
async function goTo(item: string) {
  await cell(item).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
}
const bar = () => page.getByRole("region", { name: "Save and submit" });

/** Chooses an account for the cell that has the focus, with the keyboard. */
async function type(number: string) {
  await page.keyboard.type(number);
  await expect(page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: new RegExp(`^${number}`) })).toBeVisible();
  await page.keyboard.press("Enter");
}

test("every row says what the last 30 days carried there", async () => {
  await mapping();
  await expect(row("Fuel Surcharge")).toContainText("401.12");
  await expect(row("Default load")).toContainText("2,851.12");
  await expect(cell("Detention")).toContainText("150.00");
});

test("whoever types faster than the page is drawn loses no key", async () => {
  await cell("Tolls").focus();
  const focused = await page.evaluate(async () => {
    // The next key comes after a turn of the browser's loop, not after a frame.
    const turn = () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
      });
    const press = async (key: string) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await turn();
      return document.activeElement?.getAttribute("role");
    };
    return [await press("F2"), await press("Escape")];
  });
  expect(focused).toEqual(["combobox", "gridcell"]);
});

test("an edit says at once how much it moves, and the review says where", async () => {
  await cell("Fuel Surcharge").focus();
  await type("40100");
  await expect(bar()).toContainText(
    "401.12 across 1 line moves from 40200 Fuel Surcharge Revenue to 40100 Linehaul Revenue.",
  );
  await page.keyboard.press("Control+Enter");
  const review = page.getByRole("complementary", { name: "What moves" });
  await expect(review.getByRole("heading", { name: "What moves" })).toBeFocused();
  await expect(review).toContainText("Posted documents do not change.");
  await expect(review.getByRole("listitem")).toContainText("1 line on 1 document");
  await expect(review.getByRole("listitem")).toContainText("40200 Fuel Surcharge Revenue");
  await expect(page.getByRole("grid")).toBeVisible();
  await accessible(page, "review of what moves");
  await picture(page, "mapping-review");
});

test("the review stands in the address and survives a reload with the edit", async () => {
  expect(page.url()).toContain("review=on");
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  const review = page.getByRole("complementary", { name: "What moves" });
  await expect(review).toContainText("40200 Fuel Surcharge Revenue");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("complementary", { name: "Preview" })).toBeVisible();
});

test("everything that posts to one account has an address", async () => {
  await mapping(`?account=${desk.account("51000")}`);
  const names = page.getByRole("rowheader");
  await expect(names.first()).toBeVisible();
  for (const text of await row("Empty Miles").allTextContents()) expect(text).toContain("51000");
  await expect(row("Loaded Miles")).toHaveCount(0);
  await expect(page.getByLabel("Lines that post to")).toHaveValue(desk.account("51000"));
  await page.getByLabel("Lines that post to").selectOption("");
  await expect(row("Loaded Miles")).toBeVisible();
  expect(page.url()).not.toContain("account=");
});

test("three lines are selected, set, filled and given back by keyboard", async () => {
  await mapping();
  await cell("Empty Miles").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(3);
  await type("51300");
  for (const item of ["Empty Miles", "Per Stop", "Per Diem"]) {
    await expect(cell(item)).toContainText("51300");
  }
  await expect(page.getByText("3 accounts changed.").first()).toBeVisible();
  await accessible(page, "mapping, several selected");
  await picture(page, "mapping-selected");
  await page.keyboard.press("Control+z");
  for (const item of ["Empty Miles", "Per Stop", "Per Diem"]) {
    await expect(cell(item)).toContainText("51000");
  }
  await page.keyboard.press("Control+y");
  await expect(cell("Per Diem")).toContainText("51300");
  await page.getByRole("button", { name: /^Edited/ }).click();
  await expect(page.getByRole("grid").getByRole("rowheader")).toHaveText(["Empty Miles", "Per Stop", "Per Diem"]);
  expect(page.url()).toContain("show=edited");
  await page.getByRole("button", { name: "Discard" }).click();
});

test("the row above is filled down", async () => {
  await mapping();
  await cell("Loaded Miles").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(cell("Empty Miles")).toContainText("51100");
  await page.keyboard.press("Control+z");
  await expect(cell("Empty Miles")).toContainText("51000");
});

test("accounts are copied and pasted as a spreadsheet has them", async () => {
  await goTo("Loaded Miles");
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "51100 Driver Wages - Company (Loaded Miles)",
  );
  await goTo("Per Stop");
  await page.keyboard.press("Control+v");
  await expect(cell("Per Stop")).toContainText("51100");
  await page.evaluate(() => navigator.clipboard.writeText("51300\n51200"));
  await goTo("Per Stop");
  await page.keyboard.press("Control+v");
  await expect(cell("Per Stop")).toContainText("51300");
  await expect(cell("Per Diem")).toContainText("51200");
});

test("what names no account is not pasted at all, and the nearest is said", async () => {
  await page.evaluate(() => navigator.clipboard.writeText("51100\nOwner Oprator Pay"));
  await goTo("Per Stop");
  await page.keyboard.press("Control+v");
  const note = page.locator(".grid-note");
  await expect(note).toContainText("Nothing was pasted. “Owner Oprator Pay” names no account");
  await expect(note).toContainText("51200");
  await expect(cell("Per Stop")).toContainText("51300");
  await note.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
});

test("suggestions stand first in the list, with what speaks for them", async () => {
  await cell("Performance Bond").focus();
  await page.keyboard.press("Enter");
  const group = page.getByRole("group", { name: "Suggested" });
  await expect(group.getByRole("option").first()).toContainText(/Its name has/);
  await accessible(page, "mapping, suggestions");
  await picture(page, "mapping-suggestions");
  await page.keyboard.press("Escape");
});

test("a catalogue of thousands keeps few rows in the page and the same keys", async () => {
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => ({ id: `${name}_${at}`, name: `${name} ${at}` }));
  await desk.catalog({ load: many(400, "Rate"), accessorials: many(1500, "Accessorial"), deductions: many(600, "Deduction") });
  await mapping();
  await expect(row("Rate 0")).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThan(200);
  await cell("Rate 0").focus();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: "Maintenance Reserve" }).or(row("maintenance_reserve"))).toBeVisible();
  await accessible(page, "mapping, thousands of items");
  await picture(page, "mapping-large");
});
