// The mapping screen is read without the code that edits: that comes when somebody acts. However slowly
// it comes, no key is lost; when it does not come, that is said and what was written stays.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { accessible } from "./screen";

let house: House;
let person: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  person = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  page = await person.newPage();
  const desk = await Desk.open(house, page);
  await desk.push(sampleDocuments());
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const EDITING = "**/parts/edit-*.wasm";
const row = (item: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: item, exact: true }) }).last();
const cell = (item: string, column = 0) => row(item).getByRole("gridcell").nth(column);
const field = () => page.getByRole("combobox", { name: /^Account of/ });
const list = () => page.getByRole("listbox", { name: "Accounts" });
const bar = () => page.getByRole("region", { name: "Save and submit" });

/** Opens the screen anew and waits until it can be read. */
async function open() {
  await page.goto(`${house.url}/subsidiaries/S-KF/mapping`);
  await expect(row("Tolls")).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Preview: / })).toBeVisible();
}

/** Keeps the code that edits on its way until it is let through. */
async function hold() {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(EDITING, async (route) => {
    await held;
    await route.continue();
  });
  return async (listed = true) => {
    release();
    if (listed) {
      await expect(list()).toHaveCount(1);
    }
    await page.unrouteAll({ behavior: "wait" });
  };
}

async function discard() {
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("button", { name: "Discard" })).toHaveCount(0);
}

test("the screen is read without the code that edits, and a cell's focus brings it", async () => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  const editing = () => loaded.filter((url) => /\/parts\/edit(\.others)?-/.test(url));
  await open();
  expect(editing()).toEqual([]);
  await cell("Tolls").focus();
  await expect.poll(editing).not.toEqual([]);
  page.removeAllListeners("request");
});

test("what is written before the list is there goes on in it, at the same place", async () => {
  const release = await hold();
  await open();
  await cell("Fuel Surcharge").focus();
  await page.keyboard.type("4000");
  await expect(field()).toHaveValue("4000");
  await expect(field()).toBeFocused();
  await expect(list()).toHaveCount(0);
  await accessible(page, "mapping, a field whose list is not there");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await release();
  await expect(field()).toBeFocused();
  await page.keyboard.type("1");
  await expect(field()).toHaveValue("40100");
  await page.keyboard.press("Enter");
  await expect(cell("Fuel Surcharge")).toContainText("40100");
  await discard();
});

test("what is ended before the list is there is chosen when it comes, and the next cell is written in", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("54000");
  await page.keyboard.press("Enter");
  await expect(cell("Tolls")).toBeFocused();
  await cell("Diesel").focus();
  await page.keyboard.type("52000");
  await release();
  await expect(cell("Tolls")).toContainText("54000");
  await expect(field()).toHaveValue("52000");
  await expect(list().getByRole("option", { name: /^52000/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(cell("Diesel")).toContainText("52000");
  await discard();
});

test("whoever moves in a list that is not there yet is as far in it when it comes", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("5");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await expect(field()).toBeFocused();
  await release();
  await expect(field()).toHaveValue("5");
  await expect(field()).toHaveAttribute("aria-activedescendant", /-1$/);
  await page.keyboard.press("Escape");
});

test("what cannot be taken is said to whoever is elsewhere by now", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("zzzz");
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Find a line or account" }).focus();
  await release(false);
  await expect(page.getByText("“zzzz” was not taken for Toll account.").first()).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Find a line or account" })).toBeFocused();
  await page.getByRole("button", { name: "Close" }).click();
});

test("what was ended and names no account is in its field again", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("zzzz");
  await page.keyboard.press("Enter");
  await expect(field()).toHaveCount(0);
  await release();
  await expect(field()).toHaveValue("zzzz");
  await expect(page.getByText("No account matches.", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("what is pasted before it can be read goes where it was pasted", async () => {
  await page.evaluate(() => navigator.clipboard.writeText("54000"));
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.press("Control+v");
  await cell("Diesel").focus();
  await page.keyboard.press("Enter");
  await release();
  await page.keyboard.press("Escape");
  await expect(cell("Tolls")).toContainText("54000");
  await expect(cell("Diesel")).not.toContainText("54000");
  await discard();
});

test("what follows before the list is there is done after it", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("54000");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  await release(false);
  await expect(page.getByText("The default is used.")).toBeAttached();
  await expect(cell("Tolls")).not.toContainText("54000");
  await page.keyboard.press("Control+z");
  await expect(cell("Tolls")).toContainText("54000");
  await discard();
});

test("a link is held back while what was written waits for the list", async () => {
  const release = await hold();
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("54000");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(bar().getByRole("button", { name: "Save and leave" })).toBeVisible();
  await release(false);
  await expect(bar()).toContainText("1 change is not saved.");
  await bar().getByRole("button", { name: "Stay" }).click();
  await discard();
});

test("code that does not come is said where one saves, what was written stays, and it is asked for again", async () => {
  await page.route(EDITING, (route) => route.abort());
  await open();
  await cell("Tolls").focus();
  await page.keyboard.type("54000");
  await expect(bar().getByRole("alert")).toContainText("A part of this page could not be loaded");
  await page.keyboard.press("Enter");
  await expect(field()).toHaveValue("54000");
  await page.keyboard.press("Tab");
  await expect(field()).toBeFocused();
  await page.unroute(EDITING);
  // The try before this key may get through as well: then it is a key in the list.
  await page.keyboard.press("Backspace");
  await page.keyboard.type("0");
  await expect(list().getByRole("option", { name: /^54000/ })).toBeVisible();
  await expect(bar().getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(cell("Tolls")).toContainText("54000");
  await discard();
});

test("a review whose code does not come says so in its place, and is there when asked for again", async () => {
  await page.route(EDITING, (route) => route.abort());
  await page.goto(`${house.url}/subsidiaries/S-KF/mapping?review=on`);
  const review = page.getByRole("complementary", { name: "What moves" });
  await expect(review.getByRole("alert")).toContainText("A part of this page could not be loaded");
  await page.unroute(EDITING);
  await review.getByRole("button", { name: "Try again" }).click();
  await expect(review.getByRole("heading", { name: "What moves" })).toBeFocused();
});
