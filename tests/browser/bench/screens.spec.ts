// B2, B3 and B4: an edit until its preview is painted, a key until the accounts are painted, and what
// the screen weighs. The peers take turns; nothing is timed before all show the same account.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { built, type House, start } from "../kit";
import { type Company, large, long } from "../large";
import { lap, percentile, report, watch } from "./laps";
import { more, type Peers, serve } from "./peers";

const ROUNDS = Number(process.env.WAYPOST_BENCH_ROUNDS ?? 5);
const LAPS = 12;

let house: House;
let made: Company;
let peers: Peers;
let person: BrowserContext;
let waypost: Page;
let accounts: { id: string; number: string; name: string; class: string }[];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  house = await start();
  person = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await person.addInitScript(watch);
  waypost = await person.newPage();
  const { desk, company } = await large(house, waypost);
  made = company;
  accounts = (await desk.get("/subsidiaries/S-KF/connection/chart")).accounts;
  peers = await serve(made);
});

test.afterAll(async () => {
  peers?.stop();
  await person?.close();
  await house?.stop();
});

/** Incomes that may stand in a load's slot, as the peers number them. */
const incomes = () => made.chart.accounts.filter((one) => one.class === "income" && one.active).slice(40, 100);

/** How a screen is edited: open the first row's cell, write the account, and press the key that chooses. */
interface Screen { name: string; page: Page; open(): Promise<unknown>; write(number: string): Promise<unknown>; shows(): Promise<string> }

async function screens(): Promise<Screen[]> {
  await waypost.goto(`${house.url}/subsidiaries/S-KF/mapping`);
  await waypost.getByText("Paste a document").click();
  const box = waypost.getByLabel("One document as JSON");
  await box.fill(JSON.stringify(ordered()));
  await box.blur();
  const cell = waypost.getByRole("row").filter({ has: waypost.getByRole("rowheader", { name: "customer rate 0", exact: true }) }).getByRole("gridcell").first();
  const ours: Screen = {
    name: "Waypost", page: waypost,
    open: async () => {
      await cell.focus();
      await waypost.keyboard.press("Enter");
    },
    write: async (number) => {
      await waypost.keyboard.type(`9${number}`);
      await expect(waypost.getByRole("listbox", { name: "Accounts" }).getByRole("option", { name: new RegExp(`^9${number}`) })).toBeVisible();
    },
    shows: async () => (await waypost.locator(".preview-line").first().locator("p").nth(2).innerText()).replace(/^9/, ""),
  };
  return [ours, await react(), await vanilla()];
}

async function react(accounts?: number): Promise<Screen> {
  const page = await person.newPage();
  await page.goto(peers.url("react", accounts));
  const cell = page.locator("#cell-0-0");
  return {
    name: "React, TanStack Virtual and Downshift", page,
    open: async () => {
      await cell.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("combobox")).toBeFocused();
    },
    write: async (number) => {
      await page.keyboard.type(number);
      await expect(page.getByRole("option", { name: new RegExp(`^${number}`) })).toBeVisible();
    },
    shows: () => page.locator(".preview-line").first().locator("p").nth(2).innerText(),
  };
}

async function vanilla(accounts?: number): Promise<Screen> {
  const page = await person.newPage();
  await page.goto(peers.url("vanilla", accounts));
  const input = page.locator("#cell-0-0");
  return {
    name: "vanilla, HyperList and a datalist", page,
    open: () => input.focus(),
    write: async (number) => {
      const { name } = made.chart.accounts.find((one) => one.number === number) ?? { name: "" };
      await input.fill(`${number} ${name}`);
    },
    shows: () => page.locator(".preview-line").first().locator("p").nth(1).innerText(),
  };
}

/** The long document, its first line of the row that is edited. */
function ordered() {
  return long(made);
}

test("B2: an account is changed and its preview painted, ten thousand lines open", async () => {
  test.setTimeout(900_000);
  const all = await screens();
  const laps = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  let turn = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const screen of all) {
      await screen.page.bringToFront();
      for (let at = 0; at < LAPS; at += 1) {
        const account = incomes()[(turn + at) % incomes().length];
        await screen.open();
        await screen.write(account.number);
        const took = await lap(screen.page, "Enter");
        await expect.poll(screen.shows).toContain(account.name);
        // The first laps only warm up.
        if (round > 0) laps.get(screen.name)?.push(took);
      }
    }
    turn += LAPS;
  }
  for (const [name, all] of laps) report("B2", name, { p50: percentile(all, 0.5), p95: percentile(all, 0.95) });
});

for (const count of [5_000, 20_000]) {
  test(`B3: a key is pressed and the accounts painted, ${count} accounts`, async () => {
    test.setTimeout(900_000);
    if (count > accounts.length) {
      await waypost.route("**/connection/chart", async (route) => {
        const answer = await route.fetch();
        const chart = await answer.json();
        await route.fulfill({ response: answer, json: { ...chart, accounts: more(chart.accounts, count) } });
      });
    }
    const [ours] = await screens();
    const all = [ours, await react(count), await vanilla(count)];
    const laps = new Map<string, number[]>(all.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const screen of all) {
        await screen.page.bringToFront();
        await screen.open();
        for (const word of ["linehaul", "rev 1000", "accessorial"]) {
          await screen.page.keyboard.press("Control+a");
          for (const letter of word) {
            const took = await lap(screen.page, letter);
            if (round > 0) laps.get(screen.name)?.push(took);
          }
        }
        await screen.page.keyboard.press("Escape");
      }
    }
    for (const [name, all] of laps) report(`B3 ${count}`, name, { p50: percentile(all, 0.5), p95: percentile(all, 0.95) });
    for (const { page } of all.slice(1)) await page.close();
  });
}

test("B4: what the mapping screen weighs and how it starts", async () => {
  test.setTimeout(900_000);
  report("B4", "React, TanStack Virtual and Downshift", { kilobytes: peers.weight("react") / 1000, ...start_of(peers.url("react")) });
  const cookies = await person.cookies(house.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const address = `${house.url}/subsidiaries/S-KF/mapping`;
  report("B4", "Waypost", { kilobytes: (await weight(address)) / 1000, ...start_of(address, cookie) });
});

/** Medians of five runs of Lighthouse. */
function start_of(url: string, cookie = ""): Record<string, number> {
  const script = join(built("WAYPOST_BENCH_SOURCE", "../tests/bench/browser"), "lighthouse.mjs");
  const said = execFileSync("node", [script, url, cookie], { maxBuffer: 1 << 28, env: process.env });
  return JSON.parse(said.toString().trim().split("\n").pop() ?? "{}");
}

/** Compressed bytes of everything but the company's own data that the screen loads. */
async function weight(address: string): Promise<number> {
  const page = await person.newPage();
  let sum = 0;
  page.on("response", async (response) => {
    const path = new URL(response.url()).pathname;
    if (!path.startsWith("/api/")) sum += (await response.request().sizes()).responseBodySize;
  });
  await page.goto(address);
  await expect(page.getByRole("rowheader", { name: "customer rate 0", exact: true })).toBeVisible();
  await page.close();
  return sum;
}
