// The peers' screens as pages: built by esbuild, given the same company, on a port of their own.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { built } from "../kit";
import { type Company, long } from "../large";

export interface Peers {
  url(name: string, accounts?: number): string;
  /** Bytes of its script and style, compressed as a server would. */
  weight(name: string): number;
  stop(): void;
}

/** The item of the grid's first row. */
const FIRST = "customer_rate_0";

/** The document that lies open: ten thousand lines, the first of them of the grid's first row. */
export function opened(made: Company): unknown {
  const document = long(made) as { lines: { item?: string }[] };
  document.lines[0].item = FIRST;
  return document;
}

/** The chart's accounts, and as many like them as are missing. */
export function more<T extends { id: string; number?: string }>(accounts: T[], count: number): T[] {
  const extra = Array.from({ length: Math.max(0, count - accounts.length) }, (_, at) => {
    const like = accounts[at % accounts.length];
    return { ...like, id: `${like.id}-${at}`, number: `8${at}` };
  });
  return [...accounts, ...extra];
}

/** The company's files as the peers' engine reads them; a chart of more accounts where asked for. */
function input(made: Company, accounts: number): Record<string, string> {
  return {
    "chart.json": JSON.stringify({ ...made.chart, accounts: more(made.chart.accounts, accounts) }),
    "catalog.json": JSON.stringify(made.catalog),
    "mapping.json": JSON.stringify(made.mapping),
    "edits.json": "[]",
    "few.jsonl": JSON.stringify(opened(made)),
  };
}

const page = (name: string, accounts: string) => `<!doctype html><html lang="en">
  <meta name="viewport" content="width=device-width"><title>Account mappings</title>
  <link rel="stylesheet" href="/${name}.css"><div id="root"></div>
  <script src="/input.js?accounts=${accounts}"></script><script type="module" src="/${name}.js"></script>`;

export async function serve(made: Company): Promise<Peers> {
  const folder = built("WAYPOST_BENCH_PEERS", "bench/screens");
  const file = (name: string) => readFileSync(join(folder, name));
  const answer = (name: string, accounts: string): [string, string | Buffer] => {
    if (name === "input.js") {
      return ["text/javascript", `window.INPUT=${JSON.stringify(input(made, Number(accounts)))}`];
    }
    if (name.endsWith(".js")) return ["text/javascript", file(name)];
    if (name.endsWith(".css")) return ["text/css", file(name)];
    return ["text/html", page(name, accounts)];
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const [type, body] = answer(pathname.slice(1), searchParams.get("accounts") ?? "5000");
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": "no-store" });
    response.end(brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: (name, accounts = 5_000) => `http://127.0.0.1:${address.port}/${name}?accounts=${accounts}`,
    weight: (name) => ["js", "css"].reduce((sum, end) => sum + brotliCompressSync(file(`${name}.${end}`)).length, 0),
    stop: () => void server.close(),
  };
}
