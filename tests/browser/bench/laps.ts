// Timing in the page: from a key's own time stamp until the browser has painted what came of it.
import type { Page } from "@playwright/test";
import { appendFileSync } from "node:fs";

declare global {
  interface Window {
    watched: string | null;
    laps: number[];
  }
}

/** To be put into every page before its own scripts. */
export function watch(): void {
  window.watched = null;
  window.laps = [];
  window.addEventListener("keydown", (event) => {
    if (event.key !== window.watched) return;
    window.watched = null;
    const begun = event.timeStamp;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => window.laps.push(performance.now() - begun);
      painted.port2.postMessage(null);
    });
  }, true);
}

/** Presses `key` and answers the milliseconds until what came of it was painted. */
export async function lap(page: Page, key: string): Promise<number> {
  const before = await page.evaluate((watched) => {
    window.watched = watched;
    return window.laps.length;
  }, key);
  await page.keyboard.press(key);
  await page.waitForFunction((count) => window.laps.length > count, before);
  return page.evaluate(() => window.laps[window.laps.length - 1]);
}

/** The value below which this share of the laps lies. */
export function percentile(laps: number[], share: number): number {
  const sorted = [...laps].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Hands figures to `cargo xtask bench`: a JSON object a line. */
export function report(bench: string, peer: string, figures: Record<string, number>): void {
  const line = JSON.stringify({ bench, peer, ...figures });
  console.log(line);
  const file = process.env.WAYPOST_BENCH_RESULTS;
  if (file) appendFileSync(file, `${line}\n`);
}
