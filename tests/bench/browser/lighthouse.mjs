// Five runs of Lighthouse on one address, on a desk's screen with the processor slowed four times and
// the network as it is. Prints the medians as one JSON object.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";

const RUNS = 5;
const [url, cookie] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), "waypost-lighthouse-"));
const browser = spawn(process.env.WAYPOST_CHROMIUM ?? "/usr/bin/chromium", [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank",
], { stdio: ["ignore", "ignore", "pipe"] });
const port = await new Promise((heard) => {
  createInterface({ input: browser.stderr }).on("line", (line) => {
    const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line);
    if (found) heard(Number(found[1]));
  });
});

const settings = {
  extends: "lighthouse:default",
  settings: {
    onlyCategories: ["performance", "accessibility"],
    formFactor: "desktop",
    screenEmulation: { mobile: false, width: 1440, height: 900, deviceScaleFactor: 1, disabled: false },
    throttlingMethod: "devtools",
    throttling: { cpuSlowdownMultiplier: 4, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
    extraHeaders: cookie ? { Cookie: cookie } : undefined,
  },
};
const runs = [];
for (let run = 0; run < RUNS; run += 1) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error", output: "json" }, settings);
  const audit = (id) => Math.round(lhr.audits[id]?.numericValue ?? Number.NaN);
  runs.push({
    performance: Math.round(lhr.categories.performance.score * 100),
    accessibility: Math.round(lhr.categories.accessibility.score * 100),
    paint: audit("largest-contentful-paint"),
    blocked: audit("total-blocking-time"),
    interactive: audit("interactive"),
  });
  console.error(JSON.stringify(runs.at(-1)));
}
browser.kill("SIGTERM");
await new Promise((ended) => browser.on("exit", ended));
rmSync(folder, { recursive: true, force: true });

const median = (name) => runs.map((run) => run[name]).sort((one, other) => one - other)[Math.floor(RUNS / 2)];
console.log(JSON.stringify(Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(name)]))));
