import { createInterface } from "node:readline";
import { built, ui } from "../checkout.mjs";
import { end, start } from "../children.mjs";

/** Starts the real operations on loopback; answers the address of the sample's page and how to end it all. */
export async function serveSample() {
  const server = start(built("tierwright"), ["serve", "--ui", `${ui}/dist`], { output: "pipe" });
  const url = await new Promise((found, failed) => {
    const slow = setTimeout(() => failed(new Error("The server named no address in 60 s")), 60_000);
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`The server ended with ${code}`)));
    createInterface({ input: server.stdout }).once("line", (line) => {
      clearTimeout(slow);
      found(`${JSON.parse(line).url}&sample`);
    });
  });
  return { url, end: () => end(server) };
}
