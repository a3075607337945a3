// B7's peer on PostgreSQL: graphile-worker as its own page on performance sets it up. `node work.mjs URL
// BOOKS` is one worker, to be killed at any time and started again. What is carried out is a line in the
// file BOOKS. Ends when no job is left.
import { EventEmitter } from "node:events";
import { existsSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { makeWorkerUtils, run } from "graphile-worker";

const [url, books] = process.argv.slice(2);
// Loaded; what is timed begins when somebody says so.
writeSync(1, "ready\n");
readSync(0, Buffer.alloc(16));

const utils = await makeWorkerUtils({ connectionString: url });
// What a killed worker had fetched stays locked for four hours: the one in its place unlocks it.
const pool = `${books}.pool`;
const gone = existsSync(pool) ? [readFileSync(pool, "utf8")] : [];
await utils.forceUnlockWorkers(gone);
const events = new EventEmitter();
events.on("pool:create", ({ workerPool }) => writeFileSync(pool, workerPool.id));

const lines = openSync(books, "a");
await run({
  connectionString: url,
  events,
  noHandleSignals: true,
  parsedCronItems: [],
  preset: {
    worker: {
      concurrentJobs: 24,
      maxPoolSize: 25,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
  taskList: { post: async ({ number }) => void writeSync(lines, `${number}\n`) },
});

const left = "SELECT EXISTS (SELECT FROM graphile_worker.jobs) AS more";
for (let looks = 1; ; looks += 1) {
  const { rows } = await utils.withPgClient((client) => client.query(left));
  if (!rows[0].more) process.exit(0);
  // PostgreSQL may have been fetching for the killed one still.
  if (looks % 50 === 0) await utils.forceUnlockWorkers(gone);
  await wait(20);
}
