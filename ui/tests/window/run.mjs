import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// The window's tests, or the measurement that is named, run on a display of their own, which nobody
// sees and which ends with them.
const [named = "sample.mjs", ...words] = process.argv.slice(2);
if (process.platform === "linux") {
  const script = fileURLToPath(new URL(named, import.meta.url));
  const screen = "-screen 0 1440x1000x24";
  // On a bus of their own, a window of yours that is open does not take their place.
  const run = ["xvfb-run", "-a", "-s", screen, process.execPath, "--test-reporter=spec", script, ...words];
  const ended = spawnSync("dbus-run-session", ["--", ...run], { stdio: "inherit" });
  if (ended.error) console.error(`dbus-run-session could not be started: ${ended.error.message}`);
  process.exitCode = ended.status ?? 1;
} else {
  console.log("skipped: window: the web view's driver is to be had on Linux only");
}
