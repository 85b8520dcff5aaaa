import { spawn } from "node:child_process";
import { once } from "node:events";

/** Programs that run beside a test, in its process group, and end with it at the latest. */
const running = new Set();

/**
 * Starts a program; what it says on its error output goes to ours. Its output is read only where that is
 * asked for: a pipe that a program leaves to its own children would keep a test from ending.
 */
export function start(program, words, { output = "ignore", ...options } = {}) {
  const child = spawn(program, words, { stdio: ["ignore", output, "inherit"], ...options });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Tells a program to end so that it can tidy up, and ends it by force when it takes too long. */
export async function end(child) {
  if (!running.has(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(patience);
}

/** Waits until something is there, asking again and again; says what was awaited when it never came. */
export async function until(what, ask, seconds = 30) {
  const last = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > last) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

function endAll() {
  for (const child of running) child.kill("SIGKILL");
}

process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
