// Two people in one draft, and one who loses the session or the page: nothing that anybody did is lost,
// and what both changed is laid side by side.
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Desk } from "./desk";
import { ADMINISTRATOR, type House, start } from "./kit";
import { accessible, picture } from "./screen";

let house: House;
let desk: Desk;
let dana: Page;
let robin: Page;
const contexts: BrowserContext[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  house = await start();
  dana = await enter(browser);
  desk = await Desk.open(house, dana);
  robin = await enter(browser);
  await signIn(robin);
  for (const page of [dana, robin]) {
    await page.goto(`${house.url}/subsidiaries/S-KF/mapping`);
    await expect(row(page, "Diesel")).toBeVisible();
  }
});

test.afterAll(async () => {
  for (const context of contexts) await context.close();
  await house?.stop();
});

async function enter(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  return context.newPage();
}

async function signIn(page: Page) {
  await page.goto(house.url);
  await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Subsidiaries" })).toBeVisible();
}

const row = (page: Page, item: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: item, exact: true }) }).last();

async function set(page: Page, item: string, number: string) {
  await row(page, item).getByRole("gridcell").first().focus();
  await page.keyboard.type(number);
  const accounts = page.getByRole("listbox", { name: "Accounts" });
  await expect(accounts.getByRole("option", { name: new RegExp(`^${number}`) })).toBeVisible();
  await page.keyboard.press("Enter");
  // The list stands in the row, and names the account as well.
  await expect(accounts).toHaveCount(0);
  await expect(row(page, item)).toContainText(number);
}

const save = (page: Page) => page.getByRole("button", { name: /^Save \d/ }).click();

test("what one saves appears in the other's grid, beside what the other has not saved", async () => {
  await set(dana, "Diesel", "52000");
  await set(robin, "Fuel Surcharge", "40100");
  await save(robin);
  await expect(row(dana, "Fuel Surcharge")).toContainText("40100");
  await expect(row(dana, "Fuel Surcharge")).toContainText(`changed by ${ADMINISTRATOR.name}`);
  await expect(row(dana, "Diesel")).toContainText("52000");
  await expect(row(dana, "Diesel")).toContainText("edited");
  await expect(dana.getByRole("button", { name: "Save 1 change" })).toBeVisible();
  await accessible(dana, "mapping, changed by somebody else");
  await picture(dana, "mapping-changed-by-others");
});

test("what both changed is shown as was, theirs and yours, and yours stands until decided", async () => {
  await set(dana, "Customer Linehaul", "40000");
  await set(robin, "Customer Linehaul", "40200");
  await save(robin);
  const conflict = dana.getByRole("listitem").filter({ hasText: "Customer Linehaul. Was: 40100" });
  await expect(conflict).toContainText("Theirs: 40200 Fuel Surcharge Revenue. Yours: 40000");
  await expect(row(dana, "Customer Linehaul")).toContainText("40000");
  await accessible(dana, "mapping, conflict");
  await picture(dana, "mapping-conflict", true);
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(row(dana, "Customer Linehaul")).toContainText("40200");
  await save(dana);
  await expect(dana.getByRole("button", { name: "Done" })).toBeVisible();
  const { draft } = await desk.state();
  const { load, fuel } = draft.mapping;
  expect([load.items.customer_linehaul, load.items.fuel_surcharge, fuel.items.diesel]).toEqual([
    desk.account("40200"), desk.account("40100"), desk.account("52000"),
  ]);
});

test("a save that knows nothing of the other's is merged, not lost and not in the way", async () => {
  await expect(row(robin, "Diesel")).toContainText("52000");
  // Robin hears of nothing any more.
  await robin.route("**/api/v1/events", (route) => route.abort());
  await robin.reload();
  await expect(row(robin, "Diesel")).toContainText("52000");
  await set(dana, "Tolls", "54000");
  await save(dana);
  await expect(dana.getByRole("button", { name: "Done" })).toBeVisible();
  await set(robin, "Maintenance Reserve", "22000");
  await save(robin);
  await expect(row(robin, "Tolls")).toContainText("54000");
  await expect(row(robin, "Maintenance Reserve")).toContainText("22000");
  await save(robin);
  await expect(robin.getByRole("button", { name: "Done" })).toBeVisible();
  const { draft } = await desk.state();
  expect([draft.mapping.tolls.default, draft.mapping.escrow.items.maintenance_reserve]).toEqual([
    desk.account("54000"), desk.account("22000"),
  ]);
});

test("what is unsaved survives a reload and a session that has ended", async () => {
  await set(dana, "Cargo Insurance", "54200");
  dana.once("dialog", (dialog) => dialog.accept());
  await dana.reload();
  await expect(row(dana, "Cargo Insurance")).toContainText("54200");
  await expect(dana.getByText("Your unsaved changes were kept")).toBeVisible();
  await contexts[0].clearCookies();
  await save(dana);
  const again = dana.getByRole("complementary", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await expect(row(dana, "Cargo Insurance")).toContainText("54200");
  await accessible(dana, "mapping, session ended");
  await picture(dana, "mapping-session-ended");
  await again.getByLabel("Password").fill(ADMINISTRATOR.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toHaveCount(0);
  await save(dana);
  await expect(dana.getByRole("button", { name: "Done" })).toBeVisible();
});

test("a link that leads away from unsaved work asks first, and can save before it goes", async () => {
  await set(dana, "Cargo Insurance", "54100");
  await dana.getByRole("link", { name: "Activity" }).click();
  const bar = dana.getByRole("region", { name: "Save and submit" });
  await expect(bar).toContainText("1 change is not saved.");
  await accessible(dana, "mapping, leaving");
  await picture(dana, "mapping-leaving");
  await bar.getByRole("button", { name: "Stay" }).click();
  await expect(bar).toContainText("1 unsaved change");
  await dana.getByRole("link", { name: "Activity" }).click();
  await bar.getByRole("button", { name: "Save and leave" }).click();
  await expect(dana.getByRole("heading", { name: "Activity" })).toBeVisible();
  const { draft } = await desk.state();
  expect(draft.mapping.deductions.items.cargo_insurance).toBe(desk.account("54100"));
});
