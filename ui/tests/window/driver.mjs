import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { end, start, until } from "../children.mjs";

/** What the WebDriver standard calls the key of an element reference. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The standard's code points for keys without a letter. */
export const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  Tab: "\uE004",
};

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** One session of the WebDriver standard with one window of ours. */
export class Session {
  #address;
  #driver;

  constructor(driver, address) {
    this.#driver = driver;
    this.#address = address;
  }

  /** Starts the driver, and through it the program. */
  static async open(binary, args, settings) {
    const port = await freePort();
    const driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: {
        ...process.env,
        TAURI_AUTOMATION: "true",
        TAURI_WEBVIEW_AUTOMATION: "true",
        // Dialogs keep their settings in memory, so that no settings daemon is missed.
        GSETTINGS_BACKEND: "memory",
        // The window is left, and work without a name kept, where these tests look and nobody else.
        XDG_CONFIG_HOME: settings,
      },
    });
    const base = `http://127.0.0.1:${port}`;
    await until("the driver", () =>
      fetch(`${base}/status`).then(
        () => true,
        () => false,
      ),
    );
    const wanted = { "webkitgtk:browserOptions": { binary, args } };
    const { sessionId } = await ask("POST", `${base}/session`, { capabilities: { alwaysMatch: wanted } });
    const session = new Session(driver, `${base}/session/${sessionId}`);
    await session.#ask("POST", "/timeouts", { script: 30_000, pageLoad: 30_000, implicit: 0 });
    return session;
  }

  /** Closes the window and ends the driver; a window that does not close ends with its display. */
  async close() {
    const said = await this.#ask("DELETE", "").catch((error) => error);
    if (said instanceof Error) console.log(`The window did not close when asked: ${said.message}`);
    await end(this.#driver);
  }

  /** Runs a function in the page with a plain value, and answers what it returns. */
  run(script, value = null) {
    return this.#ask("POST", "/execute/sync", { script: `return (${script})(arguments[0])`, args: [value] });
  }

  /** The same for a function that answers later: `{ value }`, or `{ error }` when it refuses. */
  runLater(script) {
    const body = `const done = arguments[0];
      (${script})().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return this.#ask("POST", "/execute/async", { script: body, args: [] });
  }

  /** Clicks the first such element, once there is one. */
  async click(css) {
    const found = await until(css, () =>
      this.#ask("POST", "/element", { using: "css selector", value: css }).catch(() => null),
    );
    await this.#ask("POST", `/element/${found[ELEMENT]}/click`, {});
  }

  /** Presses a key where the focus is. */
  async press(key) {
    const value = KEYS[key] ?? key;
    const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
    await this.#ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async picture(path) {
    await writeFile(path, Buffer.from(await this.#ask("GET", "/screenshot"), "base64"));
  }

  #ask(method, path, body) {
    return ask(method, this.#address + path, body);
  }
}

async function ask(method, address, body) {
  const response = await fetch(address, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    signal: AbortSignal.timeout(60_000),
  });
  const { value } = await response.json();
  if (!response.ok)
    throw new Error(`${method} ${new URL(address).pathname}: ${value.error} ${value.message}`);
  return value;
}
