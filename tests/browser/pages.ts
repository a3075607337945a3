// Folders of built files on a loopback port, for a blank page to load modules from.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves `folder`; every address without an ending is a blank page. */
export async function serve(folder: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    if (extname(path) === "") {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>blank</title>");
      return;
    }
    try {
      const file = readFileSync(join(folder, path));
      response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain").end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, server };
}
