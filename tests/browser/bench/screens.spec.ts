// B2, B3 and B4: an edit until its preview is painted, a key until the accounts are painted, and what
// the screen weighs. The peers take turns, and no lap counts before all show the account that was chosen.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { built, type House } from "../kit";
import { company, type Company, connected, houseOf } from "../large";
import { type Hands, react, REACT, vanilla, waypost, WAYPOST } from "./hands";
import { lap, percentile, report, watch } from "./laps";
import { more, type Peers, serve } from "./peers";

const ROUNDS = Number(process.env.WAYPOST_BENCH_ROUNDS ?? 5);
const EDITS = 12;

let house: House;
let made: Company;
let peers: Peers;
let person: BrowserContext;
let ours: Page;

test.describe.configure({ mode: "serial", timeout: 900_000 });

test.beforeAll(async ({ browser }) => {
  made = company();
  house = await houseOf(made);
  person = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await person.addInitScript(watch);
  ours = await person.newPage();
  // What was edited is not saved.
  ours.on("dialog", (dialog) => dialog.accept());
  await connected(house, made, ours);
  peers = await serve(made);
});

test.afterAll(async () => {
  peers?.stop();
  await person?.close();
  await house?.stop();
});

const address = () => `${house.url}/subsidiaries/S-KF/mapping`;
/** Incomes, which may stand in the first row. */
const incomes = () => made.chart.accounts.filter((one) => one.class === "income" && one.active).slice(40, 100);

/** Everybody's laps; the first round only warms up. */
async function race(all: Hands[], round: (hands: Hands, at: number) => Promise<number[]>) {
  const laps = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let at = 0; at <= ROUNDS; at += 1) {
    for (const hands of all) {
      await hands.page.bringToFront();
      const took = await round(hands, at);
      if (at > 0) laps.get(hands.name)?.push(...took);
    }
  }
  return [...laps].map(([name, all]) => ({ name, p50: percentile(all, 0.5), p95: percentile(all, 0.95) }));
}

test("B2: an account is changed and its preview painted, ten thousand lines open", async () => {
  const all = [await waypost(ours, address(), made), await react(person, peers), await vanilla(person, peers, made)];
  const figures = await race(all, async (hands, round) => {
    const took: number[] = [];
    for (let at = 0; at < EDITS; at += 1) {
      const account = incomes()[(round * EDITS + at) % incomes().length];
      await hands.open();
      await hands.write(account.number);
      took.push(await lap(hands.page, "Enter"));
      await expect.poll(hands.shows).toContain(account.name);
    }
    return took;
  });
  for (const { name, ...figure } of figures) report("B2", name, figure);
});

for (const count of [5_000, 20_000]) {
  test(`B3: a key is pressed and the accounts painted, ${count} accounts`, async () => {
    await ours.route("**/connection/chart", async (route) => {
      const answer = await route.fetch();
      const chart = await answer.json();
      await route.fulfill({ response: answer, json: { ...chart, accounts: more(chart.accounts, count) } });
    });
    const all = [await waypost(ours, address(), made), await react(person, peers, count), await vanilla(person, peers, made, count)];
    const figures = await race(all, async ({ page, open }) => {
      const took: number[] = [];
      await open();
      for (const word of ["linehaul", "rev 1000", "accessorial"]) {
        await page.keyboard.press("Control+a");
        for (const letter of word) took.push(await lap(page, letter));
      }
      await page.keyboard.press("Escape");
      return took;
    });
    for (const { name, ...figure } of figures) report(`B3 ${count}`, name, figure);
    for (const { page } of all.slice(1)) await page.close();
    await ours.unroute("**/connection/chart");
  });
}

test("B4: what the mapping screen weighs and how it starts", async ({ browser }) => {
  report("B4", REACT, { kilobytes: peers.weight("react") / 1000, ...(await startOf(peers.url("react"))) });
  const cookies = await person.cookies(house.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  report("B4", WAYPOST, { kilobytes: (await weight(browser)) / 1000, ...(await startOf(address(), cookie)) });
});

/** Medians of five runs of Lighthouse, while this process serves the peers. */
async function startOf(url: string, cookie = ""): Promise<Record<string, number>> {
  const script = join(built("WAYPOST_BENCH_SOURCE", "../tests/bench/browser"), "lighthouse.mjs");
  const { stdout } = await promisify(execFile)("node", [script, url, cookie], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout.trim().split("\n").pop() ?? "{}");
}

/** Compressed bytes that a browser which has nothing yet loads, but for the company's own data. */
async function weight(browser: Browser): Promise<number> {
  const newcomer = await browser.newContext({ storageState: await person.storageState() });
  const page = await newcomer.newPage();
  const loaded: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname.startsWith("/api/")) return;
    loaded.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await page.goto(address());
  await expect(page.getByRole("rowheader", { name: "customer rate 0", exact: true })).toBeVisible();
  const sum = (await Promise.all(loaded)).reduce((sum, bytes) => sum + bytes, 0);
  await newcomer.close();
  return sum;
}
