import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The interface's folder. */
export const ui = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where cargo builds; `cargo xtask` names it when it is not the usual place. */
const target = process.env.TIERWRIGHT_TARGET ?? join(dirname(ui), "target");

/** A program of ours from the debug build. */
export const built = (name) => join(target, "debug", name);

/** The window that is tested: the one that `cargo xtask bundle` unpacked, or the debug build's. */
export const windowProgram = process.env.TIERWRIGHT_WINDOW ?? built("tierwright-window");

/** A document of an earlier version. */
export const oldDocument = join(dirname(ui), "fixtures", "documents", "version-1.tierwright");

/** Where to put a picture, to be looked at afterwards. */
export function picturePath(name) {
  const folder = join(target, "pictures");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}
