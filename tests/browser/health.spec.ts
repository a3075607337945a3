// A disk that takes nothing more: every screen says so while it lasts, the message goes by itself when
// there is room again, and the work goes on. The judge is the sandbox's books.
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
  person = await browser.newContext();
  desk = await Desk.setUp(house, person.request);
  page = await person.newPage();
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
});

const notice = () => page.getByRole("status", { name: "State of the server" });

test("while the disk is full every screen says so, and that nothing is lost", async () => {
  await page.goto(`${house.url}/subsidiaries/S-KF/activity`);
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await expect(notice()).toBeEmpty();
  house.fillDisk();
  await expect(notice()).toContainText("its disk is full", { timeout: 20_000 });
  await expect(notice()).toContainText("Nothing is lost");
  await accessible(page, "activity, disk full");
  await picture(page, "disk-full");
  for (const path of ["/documents", "/settings", "/subsidiaries/S-KF/mapping", "/"]) {
    await page.goto(`${house.url}${path}`);
    await expect(notice(), path).toContainText("its disk is full", { timeout: 20_000 });
  }
});

test("when there is room again the message goes by itself, and the work goes on", async () => {
  await page.goto(`${house.url}/documents?state=posted`);
  await expect(notice()).toContainText("its disk is full", { timeout: 20_000 });
  house.makeRoom();
  await expect(notice()).toBeEmpty({ timeout: 20_000 });
  const load = sampleDocuments().find(({ id }) => id === "REF-1002345");
  await desk.push(load);
  await expect(page.getByRole("row", { name: /REF-1002345/ })).toBeVisible({ timeout: 20_000 });
  const books = await fetch(`${house.sandbox}/control/books?company=KEYSTONE-FRT`);
  const { documents } = await books.json();
  expect(documents.map((one: { posted: boolean }) => one.posted)).toEqual([true]);
});
