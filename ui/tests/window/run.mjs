import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// The window's tests run on a display of their own, which nobody sees and which ends with them.
if (process.platform === "linux") {
  const tests = fileURLToPath(new URL("sample.mjs", import.meta.url));
  const screen = "-screen 0 1440x1000x24";
  // On a bus of their own, a window of yours that is open does not take their place.
  const words = ["--", "xvfb-run", "-a", "-s", screen, process.execPath, "--test-reporter=spec", tests];
  const ended = spawnSync("dbus-run-session", words, { stdio: "inherit" });
  if (ended.error) console.error(`dbus-run-session could not be started: ${ended.error.message}`);
  process.exitCode = ended.status ?? 1;
} else {
  console.log("skipped: window: the web view's driver is to be had on Linux only");
}
