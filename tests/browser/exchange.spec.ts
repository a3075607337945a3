// A mapping leaves as a file, comes back, and goes back to a former version; nothing is written
// before the person has confirmed it.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { readFileSync } from "node:fs";
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
  person = await browser.newContext({ acceptDownloads: true });
  page = await person.newPage();
  desk = await Desk.open(house, page);
  await desk.push(sampleDocuments());
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const at = (screen: string) => page.goto(`${house.url}/subsidiaries/S-KF/${screen}`);
const file = (text: string, name = "mapping.csv") =>
  page.getByLabel("File").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

for (const kind of ["CSV", "JSON"]) {
  test(`what is exported as ${kind} and comes back changes nothing`, async () => {
    await at("mapping");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Export ${kind}` }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    await page.getByRole("link", { name: "Import or copy" }).click();
    await expect(page.getByRole("heading", { name: "Import accounts" })).toBeVisible();
    await file(text, `mapping.${kind.toLowerCase()}`);
    await expect(page.getByRole("region", { name: "Left as it is" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Changes" })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Without a match" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Take over/ })).toHaveCount(0);
  });
}

test("a table is reviewed: without a match first, and nothing is written before it is confirmed", async () => {
  await at("import");
  await file("Line item,Account\nFuel Surcharge,40100\nDefault load account,Linehaul Revenue\nDiesel,Diesl Fuel\nDemurrage,40100\n");
  const parts = page.getByRole("main").getByRole("heading", { level: 3 });
  await expect(parts).toHaveText(["Without a match", "Changes", "New", "Left as it is"]);
  const unmatched = page.getByRole("region", { name: "Without a match" });
  await expect(unmatched).toContainText("The row says Diesl Fuel. The chart has no such account.");
  await accessible(page, "import, review");
  await picture(page, "import");
  await expect(page.getByRole("button", { name: "Take over 2 accounts" })).toBeVisible();
  await unmatched.getByRole("button").first().click();
  await expect(page.getByRole("button", { name: "Take over 3 accounts" })).toBeVisible();
  await page.getByLabel("40100 Linehaul Revenue").first().uncheck();
  expect((await desk.state()).draft.mapping.load.default).toBeNull();
  await page.getByRole("button", { name: "Take over 2 accounts" }).click();
  await expect(page.getByRole("heading", { name: "Account mappings" })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "What moves" })).toBeVisible();
  const { draft } = await desk.state();
  expect(draft.mapping.load.default).toBe(desk.account("40100"));
  expect(draft.mapping.load.items.fuel_surcharge).toBe(desk.account("40200"));
});

test("rows of a spreadsheet are pasted, and what cannot be read is refused in words", async () => {
  await at("import");
  const rows = page.getByLabel("Rows of a spreadsheet");
  await rows.fill("just words");
  await rows.blur();
  await expect(page.getByRole("alert")).toContainText("has one column");
  await rows.fill("Fuel Surcharge\t40100");
  await rows.blur();
  await expect(page.getByRole("region", { name: "Changes" })).toContainText("40100 Linehaul Revenue");
});

test("versions are compared, and a former one comes back as a new one", async () => {
  await desk.draft(desk.mapping());
  await desk.submit();
  const edited = desk.mapping();
  edited.load.items.fuel_surcharge = desk.account("40100");
  await desk.draft(edited);
  await desk.submit();
  await at("versions");
  const differs = page.getByRole("region", { name: "What differs" });
  await expect(differs).toContainText("1 account differs.");
  await expect(differs.getByRole("listitem")).toContainText("40200 Fuel Surcharge Revenue");
  await expect(page.getByRole("row", { name: /^2 Posts/ })).toBeVisible();
  await accessible(page, "versions");
  await picture(page, "versions");
  await page.getByRole("button", { name: "Go back to version 1" }).click();
  await expect(page.getByRole("heading", { name: "Account mappings" })).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Version 3 is set up and posts.")).toBeVisible();
  const { active } = await desk.state();
  expect([active.version, active.mapping.load.items.fuel_surcharge]).toEqual([3, desk.account("40200")]);
});
