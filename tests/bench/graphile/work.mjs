// B7: one worker, to be killed at any time. `node work.mjs URL BOOKS`: what is carried out is a line in
// the file BOOKS. Ends when nothing is left to do.
import { EventEmitter } from "node:events";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { run } from "graphile-worker";
import pg from "pg";

const [url, books] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });
pool.on("connect", (client) => client.query("SET synchronous_commit = on"));
// A worker that is gone keeps its jobs for four hours, unless somebody lets them go by its name.
const names = `${books}.workers`;
const gone = existsSync(names) ? readFileSync(names, "utf8").trim().split("\n") : [];
await pool.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [gone]);
const events = new EventEmitter();
events.on("worker:create", ({ worker }) => appendFileSync(names, `${worker.workerId}\n`));
const runner = await run({
  pgPool: pool,
  concurrency: 10,
  pollInterval: 100,
  noHandleSignals: true,
  events,
  taskList: { post: async ({ id }) => appendFileSync(books, `${id}\n`) },
});
for (;;) {
  const { rows } = await pool.query("SELECT count(*)::int AS n FROM graphile_worker._private_jobs");
  if (rows[0].n === 0) break;
  await new Promise((after) => setTimeout(after, 50));
}
await runner.stop();
await pool.end();
