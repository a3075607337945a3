// Golden cases through the JavaScript package in Chromium: the answers that core gives natively, to
// the byte (R9). The package is loaded as any page would load it.
import { execFileSync } from "node:child_process";
import type { Server } from "node:http";
import { expect, test } from "@playwright/test";
import { built, program } from "./kit";
import { serve } from "./pages";

interface Case {
  name: string;
  function: string;
  arguments: unknown[];
  /** The answer's text, or null where the arguments are refused. */
  answer: string | null;
  refusal: { code: string; path: string; message: string } | null;
}

let server: Server;
let url: string;

test.beforeAll(async () => ({ server, url } = await serve(built("WAYPOST_NPM", "npm"))));
test.afterAll(() => server?.close());

test("R9: every golden case is answered to the byte", async ({ page }) => {
  const said = execFileSync(program("WAYPOST_PARITY_BIN", "waypost-parity"), ["cases"], { maxBuffer: 1 << 28 });
  const cases: Case[] = said.toString().trim().split("\n").map((line) => JSON.parse(line));
  expect(cases.length).toBeGreaterThan(100);
  await page.goto(url);
  await page.evaluate("import('/browser.js').then((rules) => { window.rules = rules; })");
  const answers = await page.evaluate((asked) => {
    const { rules } = window as unknown as { rules: Record<string, (...given: unknown[]) => unknown> };
    return asked.map((one) => {
      try {
        return { answer: JSON.stringify(rules[one.function](...one.arguments)), refusal: null };
      } catch (error) {
        if (!(error instanceof Error && "code" in error && "path" in error)) throw error;
        const { code, path, message } = error;
        return { answer: null, refusal: { code, path, message } };
      }
    });
  }, cases);
  for (const [at, { name, answer, refusal }] of cases.entries()) {
    expect(answers[at], name).toEqual({ answer, refusal });
  }
});
