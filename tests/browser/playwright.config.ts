// Browser stories: which browser, with which flags, and where results go.
// Each story starts its own server and sandbox; nothing is shared but the browser.
// `cargo xtask test --only browser` passes the environment named below.
import { defineConfig, devices } from "@playwright/test";

// Debian's own Chromium: Playwright must never download one.
const executablePath = process.env.WAYPOST_CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: ".",
  // What is measured runs alone, by `cargo xtask bench`.
  testIgnore: process.env.WAYPOST_BENCH_RESULTS ? [] : ["bench/**"],
  outputDir: "results",
  // A story also waits, for its browser above all: two keep two cores at work. What is measured, and what
  // is photographed, has the machine to itself.
  workers: process.env.WAYPOST_BENCH_RESULTS || process.env.WAYPOST_PICTURES ? 1 : 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    // `--trace on` keeps one of a story that is looked into.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        // Chromium refuses its sandbox to root, which is who runs CI.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
