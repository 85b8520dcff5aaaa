import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { built, ui } from "../checkout.mjs";
import { end, start } from "../children.mjs";

/** Starts the real operations on loopback with a page that opens the sample itself. */
export async function serveSample() {
  const server = await serve([]);
  return { ...server, url: `${server.url}&sample` };
}

/** Starts the real operations on loopback; answers the address of their page and how to end it all. */
export async function serve(words) {
  // Settings and work without a name are in a folder of their own: a person's are neither shown nor added to.
  const folder = mkdtempSync(join(tmpdir(), "tierwright-served-"));
  const server = start(built("tierwright"), ["serve", "--ui", `${ui}/dist`, ...words], {
    output: "pipe",
    env: { ...process.env, XDG_CONFIG_HOME: folder, APPDATA: folder, HOME: folder },
  });
  const url = await new Promise((found, failed) => {
    const slow = setTimeout(() => failed(new Error("The server named no address in 60 s")), 60_000);
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`The server ended with ${code}`)));
    createInterface({ input: server.stdout }).once("line", (line) => {
      clearTimeout(slow);
      found(JSON.parse(line).url);
    });
  });
  return {
    url,
    end: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
