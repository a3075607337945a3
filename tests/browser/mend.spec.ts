// An accountant turned an income account into an expense account. Fourteen documents wait for it; they
// are posted by choosing another account, on one screen, and every press and click is counted.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { read } from "./books";
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

const standing = () => page.getByRole("navigation", { name: "Subsidiary" });
const detention = () =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Detention", exact: true }) });

test("a retyped account holds fourteen documents, and the mapping screen says which line and why", async () => {
  await desk.change("40310", { category: "Expense" });
  await desk.push(Array.from({ length: 14 }, (_, at) => load(`L-${at + 1}`)));
  await page.goto(`${house.url}/subsidiaries/S-KF/mapping?show=attention`);
  await expect(standing()).toContainText("14 need you");
  await expect(detention()).toContainText("is an expense account");
  await expect(page.getByText("The chart of accounts changed under 1 mapped account")).toBeVisible();
  await accessible(page, "mapping, an account of the wrong class");
  await picture(page, "mapping-wrong-class", true);
});

test("six interactions on that screen mend it and post all fourteen", async () => {
  const address = new URL(page.url()).pathname;
  let interactions = 0;
  const does = async (act: () => Promise<unknown>) => {
    interactions += 1;
    await act();
  };
  await does(() => detention().getByRole("gridcell").first().click());
  await does(() => page.keyboard.type("40300"));
  await expect(page.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: /^40300/ })).toBeVisible();
  await does(() => page.keyboard.press("Enter"));
  await does(() => page.getByRole("button", { name: "Save 1 change" }).click());
  await does(() => page.getByRole("button", { name: "Done" }).click());
  await does(() => page.getByRole("button", { name: "Submit" }).click());
  await expect(standing()).toContainText("14 posted", { timeout: 60_000 });
  await expect(standing()).not.toContainText("need you");
  expect(interactions).toBeLessThanOrEqual(6);
  expect(new URL(page.url()).pathname).toBe(address);
  await accessible(page, "mapping, posted");
});

test("the books hold fourteen invoices on the account that was chosen", async () => {
  const books = await read(house.sandbox, "KEYSTONE-FRT");
  expect(books.documents).toHaveLength(14);
  const [sample] = sampleDocuments().filter((document) => document.id === "REF-1002345");
  expect(sample.lines[2].amount).toBe("150.00");
  const { net } = books.trialBalance["40310"] ?? { net: "0.00" };
  expect(Number(net)).toBe(0);
  // Detention, stop-off and layover of each load.
  const accessorials = Number(sample.lines[2].amount) + Number(sample.lines[4].amount) + Number(sample.lines[5].amount);
  expect(Number(books.trialBalance["40300"].net)).toBeCloseTo(-14 * accessorials, 2);
});

function load(number: string) {
  const [sample] = sampleDocuments().filter((document) => document.id === "REF-1002345");
  return { ...structuredClone(sample), id: number, number };
}
