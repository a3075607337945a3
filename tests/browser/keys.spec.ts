// T17: twelve tasks of a bookkeeper's day by keyboard alone. A click of a mouse fails the story.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { Keyboard } from "./keyboard";
import { ADMINISTRATOR, type House, sampleDocuments, start } from "./kit";

let house: House;
let person: BrowserContext;
let page: Page;
let desk: Desk;
let keys: Keyboard;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  const other = await browser.newContext();
  desk = await Desk.setUp(house, other.request);
  await desk.push(sampleDocuments());
  person = await browser.newContext();
  // Enter on a button is a click without a pointer; anything else is a mouse.
  await person.addInitScript(() => {
    for (const kind of ["pointerdown", "mousedown"]) {
      window.addEventListener(kind, () => document.documentElement.setAttribute("data-mouse", "used"), true);
    }
  });
  page = await person.newPage();
  keys = new Keyboard(page);
});

test.afterEach(async () => {
  await expect(page.locator("html")).not.toHaveAttribute("data-mouse", "used");
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const row = (item: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: item, exact: true }) }).last();
const cell = (item: string, column = 0) => row(item).getByRole("gridcell").nth(column);
const tab = (name: string) => page.getByRole("navigation", { name: "Subsidiary" }).getByRole("link", { name });
const bar = () => page.getByRole("region", { name: "Save and submit" });

/** Finds a line with the search field, and moves into the grid, where the line is the first. */
async function find(item: string) {
  const search = page.getByRole("searchbox", { name: "Find a line or account" });
  await expect(search).toBeVisible();
  await keys.press("/");
  await expect(search).toBeFocused();
  await keys.press("Control+a");
  await keys.type(item);
  await expect(row(item)).toBeVisible();
  await keys.tabTo(page.locator('[role=gridcell][tabindex="0"]'));
}

/** Chooses the account of the cell that has the focus. */
async function choose(number: string) {
  await keys.type(number);
  await expect(page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: new RegExp(`^${number}`) })).toBeVisible();
  await keys.press("Enter");
}

test("1. signing in", async () => {
  await page.goto(house.url);
  await keys.write(page.getByLabel("E-mail"), ADMINISTRATOR.email);
  await keys.write(page.getByLabel("Password"), ADMINISTRATOR.password);
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Subsidiaries" })).toBeVisible();
});

test("2. opening a subsidiary, past the navigation", async () => {
  await keys.fromTop();
  await keys.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await keys.press("Enter");
  await keys.enter(page.getByRole("row").getByRole("link", { name: "Keystone Freight" }));
  await expect(page.getByRole("heading", { name: "Account mappings" })).toBeFocused();
});

test("3. checking the access to the books", async () => {
  await keys.fromTop();
  await keys.enter(tab("Connect"));
  await expect(page.getByRole("heading", { name: "Connect", exact: true })).toBeFocused();
  const task = page.locator("details").filter({ has: page.getByRole("heading", { name: "Check access" }) });
  await keys.tabTo(task.locator("summary").first());
  if ((await task.getAttribute("open")) === null) await keys.press("Enter");
  await keys.enter(task.getByRole("button", { name: "Check access" }));
  await expect(task.getByText("Passed").first()).toBeVisible();
});

test("4. choosing a default account and saving it", async () => {
  await keys.fromTop();
  await keys.enter(tab("Defaults"));
  await keys.tabTo(page.getByRole("combobox", { name: /liability/i }));
  await keys.press("ArrowDown");
  await keys.press("Control+a");
  await keys.type("22200");
  await expect(page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: /^22200/ })).toBeVisible();
  await keys.press("Enter");
  await expect(page.getByRole("combobox", { name: /liability/i })).toHaveValue(/^22200/);
  await keys.enter(page.getByRole("button", { name: "Save 1 change" }));
  await expect(page.getByRole("button", { name: "Done" })).toBeVisible();
  expect((await desk.state()).draft.mapping.defaults.liability).toBe(desk.account("22200"));
});

test("5. finding a line and choosing its account, past one that cannot be used", async () => {
  await keys.fromTop();
  await keys.enter(tab("Mapping"));
  await expect(page.getByRole("heading", { name: "Account mappings" })).toBeFocused();
  await find("Fuel Surcharge");
  await keys.type("61000");
  const option = page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: /^61000/ });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await keys.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "is an expense account" })).toBeVisible();
  await keys.press("Control+a");
  await keys.type("linehual");
  await expect(page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: /^40100/ })).toBeVisible();
  await keys.press("Enter");
  await expect(cell("Fuel Surcharge")).toContainText("40100");
  await expect(cell("Fuel Surcharge")).toBeFocused();
});

test("6. giving one account to several lines, and taking it back", async () => {
  await keys.press("/", "Control+a", "Delete");
  await expect(row("Empty Miles")).toBeVisible();
  await keys.tabTo(page.locator('[role=gridcell][tabindex="0"]'));
  await keys.press("Control+Home");
  while (!(await cell("Empty Miles").evaluate((at) => at === document.activeElement))) await keys.press("ArrowDown");
  await keys.press("Shift+ArrowDown", "Shift+ArrowDown");
  await choose("51300");
  for (const item of ["Empty Miles", "Per Stop", "Per Diem"]) await expect(cell(item)).toContainText("51300");
  await keys.press("Control+z");
  for (const item of ["Empty Miles", "Per Stop", "Per Diem"]) await expect(cell(item)).toContainText("51000");
});

test("7. going back to the default of a line", async () => {
  await find("Diesel");
  await keys.press("Delete");
  await expect(cell("Diesel")).toContainText("52000");
  await expect(row("Diesel")).toContainText("Default fuel account");
});

test("8. reviewing what moves, saving and submitting", async () => {
  await keys.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "What moves" })).toBeFocused();
  await keys.enter(page.getByRole("complementary", { name: "What moves" }).getByRole("button", { name: "Close" }));
  for (const name of [/^Save 2 changes/, "Done", "Submit"]) {
    await keys.enter(bar().getByRole("button", { name }));
    await expect(bar().getByRole("button", { name })).toHaveCount(0);
  }
  await expect(page.getByText("Version 2 is set up and posts.")).toBeVisible();
});

test("9. previewing another document by account", async () => {
  await keys.fromTop();
  await keys.select(page.getByLabel("Document to preview"), "PS-24");
  await expect(page.getByRole("heading", { name: "Preview: PS-24-0931" })).toBeVisible();
  await keys.enter(page.getByRole("button", { name: "By account" }));
  const account = page.getByRole("complementary", { name: "Preview" }).locator(".preview-account");
  await expect(account.filter({ hasText: "53000 Tolls and Road Fees" })).toContainText("2 lines");
});

test("10. taking over rows of a spreadsheet", async () => {
  await keys.enter(page.getByRole("link", { name: "Import or copy" }));
  await keys.tabTo(page.getByLabel("Rows of a spreadsheet"));
  await page.evaluate(() => document.execCommand("insertText", false, "Diesel\t52100"));
  await keys.press("Tab");
  await keys.enter(page.getByRole("button", { name: "Take over 1 account" }));
  await expect(page.getByRole("heading", { name: "Account mappings" })).toBeVisible();
  await expect.poll(async () => (await desk.state()).draft.mapping.fuel.items.diesel).toBe(desk.account("52100"));
});

test("11. comparing versions and going back to a former one", async () => {
  await keys.fromTop();
  await keys.enter(page.getByRole("link", { name: "Versions" }));
  await expect(page.getByRole("region", { name: "What differs" })).toContainText("accounts differ");
  await keys.enter(page.getByRole("button", { name: "Go back to version 1" }));
  await expect(page.getByRole("complementary", { name: "What moves" })).toBeVisible();
  await keys.enter(bar().getByRole("button", { name: "Done" }));
  await keys.enter(bar().getByRole("button", { name: "Submit" }));
  await expect(page.getByText("Version 3 is set up and posts.")).toBeVisible();
});

test("12. leaving a document out of the books, with a reason", async () => {
  const [trip] = sampleDocuments().filter((document) => document.id === "T-1002345-1");
  const lines = [{ id: "1", category: "deduction", item: "eld_service", amount: "-12.50" }];
  await desk.push({ ...trip, id: "T-9", number: "T-9", total: "-12.50", lines });
  await keys.fromTop();
  await keys.enter(tab("Activity"));
  const cause = page.getByRole("listitem").filter({ hasText: "The document is below zero" });
  await keys.enter(cause.getByText("Leave out of the books"));
  await keys.write(cause.getByLabel("Reason"), "Settled with the driver in cash");
  await keys.enter(cause.getByRole("button", { name: "Leave out", exact: true }));
  await expect(page.getByText("1 document was left out in the last 30 days", { exact: false })).toBeVisible();
});
