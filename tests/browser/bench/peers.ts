// The peers' screens as pages: built by esbuild, given the same company, on a port of their own.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";
import { join } from "node:path";
import { built } from "../kit";
import { type Company, long } from "../large";

export interface Peers { url(name: string, accounts?: number): string; stop(): void; weight(name: string): number }

/** The company's files as the peers' engine reads them; a chart of more accounts where asked for. */
export function input(made: Company, accounts = 5_000): Record<string, string> {
  return {
    "chart.json": JSON.stringify({ ...made.chart, accounts: more(made.chart.accounts, accounts) }),
    "catalog.json": JSON.stringify(made.catalog),
    "mapping.json": JSON.stringify(made.mapping),
    "edits.json": "[]",
    "few.jsonl": JSON.stringify(long(made)),
  };
}

/** The chart's accounts, and as many like them as are missing. */
export function more<T extends { id: string; number?: string }>(accounts: T[], count: number): T[] {
  const extra = Array.from({ length: Math.max(0, count - accounts.length) }, (_, at) => {
    const like = accounts[at % accounts.length];
    return { ...like, id: `${like.id}-${at}`, number: `8${at}` };
  });
  return [...accounts, ...extra];
}

export async function serve(made: Company): Promise<Peers> {
  const folder = built("WAYPOST_BENCH_PEERS", "bench/screens");
  const file = (name: string) => readFileSync(join(folder, name));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname.slice(1);
    const types: Record<string, string> = { js: "text/javascript", css: "text/css" };
    response.setHeader("content-encoding", "br");
    response.setHeader("cache-control", "no-store");
    const send = (type: string, body: string | Buffer) =>
      response.setHeader("content-type", type).end(brotliCompressSync(body, { params: { 1: 5 } }));
    if (name.startsWith("input")) {
      const given = input(made, Number(searchParams.get("accounts") ?? 5_000));
      send("text/javascript", `window.INPUT=${JSON.stringify(given)}`);
    } else if (/\.(js|css)$/.test(name)) {
      send(types[name.split(".").pop() ?? ""], file(name));
    } else {
      send("text/html", `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
        <title>Account mappings</title><link rel="stylesheet" href="/${name}.css"><div id="root"></div>
        <script src="/input.js?accounts=${searchParams.get("accounts") ?? 5_000}"></script><script type="module" src="/${name}.js"></script>`);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: (name, accounts = 5_000) => `http://127.0.0.1:${address.port}/${name}?accounts=${accounts}`,
    stop: () => void server.close(),
    weight: (name) => ["js", "css"].reduce((sum, end) => sum + brotliCompressSync(file(`${name}.${end}`)).length, 0),
  };
}
