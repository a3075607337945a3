// T1: documents by chance, previewed natively and as WASM in Chromium, compared byte by byte. Each
// side digests its answers a thousand documents at a time; where two digests differ, the first
// document that differs is found by halving, and both answers are shown.
import { execFileSync } from "node:child_process";
import type { Server } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { built, program } from "./kit";
import { serve } from "./pages";

const BLOCK = 1000;
const DOCUMENTS = Number(process.env.WAYPOST_PARITY_DOCUMENTS ?? 5000);

let server: Server;
let url: string;

test.beforeAll(async () => ({ server, url } = await serve(built("WAYPOST_PARITY", "parity"))));
test.afterAll(() => server?.close());

test(`T1: ${DOCUMENTS} documents have the same previews natively and in Chromium`, async ({ page }) => {
  test.setTimeout(120_000 + DOCUMENTS);
  await page.goto(url);
  await page.evaluate(
    "import('/parity.js').then(async (rules) => { await rules.default(); window.rules = rules; })",
  );
  const digests = natively("digests", DOCUMENTS).split("\n");
  expect(digests).toHaveLength(Math.ceil(DOCUMENTS / BLOCK));
  for (const [at, digest] of digests.entries()) {
    const [first, count] = [at * BLOCK, Math.min(BLOCK, DOCUMENTS - at * BLOCK)];
    const inChromium = await inBrowser(page, "digest", first, count);
    if (inChromium === digest) continue;
    const document = await firstThatDiffers(page, first, count);
    expect(await inBrowser(page, "shown", document), `document ${document}`).toBe(natively("show", document));
    expect(inChromium, `documents from ${first}, none of which differs when asked again`).toBe(digest);
  }
});

async function firstThatDiffers(page: Page, first: number, count: number): Promise<number> {
  while (count > 1) {
    const half = Math.floor(count / 2);
    const same = (await inBrowser(page, "digest", first, half)) === natively("digest", first, half);
    [first, count] = same ? [first + half, count - half] : [first, half];
  }
  return first;
}

function natively(...words: (string | number)[]): string {
  const file = program("WAYPOST_PARITY_BIN", "waypost-parity");
  return execFileSync(file, words.map(String), { maxBuffer: 1 << 28 }).toString().trimEnd();
}

function inBrowser(page: Page, name: "digest" | "shown", ...given: number[]): Promise<string> {
  return page.evaluate(
    ([name, given]) => {
      const { rules } = window as unknown as { rules: Record<string, (...given: number[]) => string> };
      return rules[name](...given);
    },
    [name, given] as const,
  );
}
