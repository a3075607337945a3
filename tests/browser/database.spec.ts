// The database is gone: the server and every screen say so while it lasts, and nothing is sent. When it is
// back both go on by themselves, and what waited is posted once. The judge is the sandbox's books.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { read } from "./books";
import { Desk } from "./desk";
import { type House, sampleDocuments, start } from "./kit";
import { Postgres } from "./postgres";
import { accessible } from "./screen";

let postgres: Postgres;
let house: House;
let person: BrowserContext;
let page: Page;
let late: Page;
let desk: Desk;

// How long it takes to notice is bounded by the server's patience, not by this machine.
test.describe.configure({ mode: "serial", timeout: 300_000 });

test.beforeAll(async ({ browser }) => {
  postgres = await Postgres.start();
  house = await start({ on: postgres.url });
  person = await browser.newContext();
  desk = await Desk.setUp(house, person.request);
  page = await person.newPage();
});

test.afterAll(async () => {
  await person?.close();
  await house?.stop();
  await postgres?.end();
});

const GONE = "it does not answer";

const notice = () => page.getByRole("status", { name: "State of the server" });

const load = (number: string) => {
  const sample = sampleDocuments().find(({ id }) => id === "REF-1002345");
  return { ...sample, id: number, number };
};

const health = async () => {
  const answer = await fetch(`${house.url}/healthz`);
  return `${answer.status} ${await answer.text()}`;
};

/** What the books hold, drafts among it. */
const held = async () => {
  const { documents } = await read(house.sandbox, "KEYSTONE-FRT");
  const words = (one: { externalDocumentNumber: string; posted: boolean }) =>
    `${one.externalDocumentNumber} ${one.posted ? "posted" : "draft"}`;
  return documents.map(words).sort();
};

/** How often the books were asked in vain. */
const refused = async () => {
  const requests = await (await fetch(`${house.sandbox}/control/requests`)).json();
  return requests.filter((one: { status: number | null }) => one.status === 503).length;
};

/** The books are not to be had and ask to come back every two seconds, or take what is sent. */
async function away(are: boolean) {
  const fault = { kind: "status", status: 503, retry_after_seconds: 2, times: 100_000 };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${house.sandbox}/control/faults`, {
    ...(are ? { method: "POST", body: JSON.stringify(fault) } : { method: "DELETE" }),
    headers,
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

test("while the database is gone the server and every screen say so, and nothing is sent", async ({ browser }) => {
  await page.goto(`${house.url}/subsidiaries/S-KF/activity`);
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await expect(notice()).toBeEmpty();
  await away(true);
  await desk.push(load("REF-1"));
  await expect.poll(refused, { timeout: 30_000 }).toBeGreaterThan(0);
  await postgres.stop();
  await expect.poll(health, { timeout: 30_000 }).toContain(GONE);
  expect(await health()).toMatch(/^503 .*"store_unavailable"/);
  // From now on the database alone keeps the document.
  await away(false);
  await expect(notice()).toContainText(GONE, { timeout: 30_000 });
  await expect(notice()).toContainText("Nothing is lost");
  await accessible(page, "activity, database gone");
  for (const name of ["Documents", "Settings", "Subsidiaries"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(notice(), name).toContainText(GONE);
  }
  // Somebody who comes only now: a window of its own, so that the other stays in view.
  const other = await browser.newContext({ storageState: await person.storageState() });
  late = await other.newPage();
  await late.goto(house.url);
  await expect(late.getByRole("alert")).toContainText(GONE, { timeout: 60_000 });
  expect(await held()).toEqual([]);
});

test("when it is back the message goes by itself, and what waited is posted once", async () => {
  await postgres.startAgain();
  await expect.poll(health, { timeout: 60_000 }).toMatch(/^200 /);
  await expect(notice()).toBeEmpty({ timeout: 60_000 });
  await expect.poll(held, { timeout: 120_000 }).toEqual(["REF-1 posted"]);
  await late.getByRole("button", { name: "Try again" }).click();
  await expect(late.getByRole("heading", { name: "Subsidiaries" })).toBeVisible();
  await late.context().close();
  await desk.push(load("REF-2"));
  await expect.poll(held, { timeout: 60_000 }).toEqual(["REF-1 posted", "REF-2 posted"]);
  await page.goto(`${house.url}/documents?state=posted`);
  for (const number of ["REF-1", "REF-2"]) {
    await expect(page.getByRole("row", { name: new RegExp(number) })).toBeVisible({ timeout: 30_000 });
  }
});
