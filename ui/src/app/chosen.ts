import type { Document } from "../host/index.ts";
import { t } from "../text/text.ts";

/** What stands for the program in place of a scenario's id. */
export const PROGRAM = "program";

/** What programs can be paid on. */
export const BASES = [
  { id: "history", name: t`Replay history` },
  { id: "plan", name: t`Grow to plan` },
  { id: "year", name: t`Simulate a year` },
] as const;

interface Option {
  id: string;
  name: string;
}

/** What can be looked at and edited: the program and each scenario. */
export function programs(document: Document): Option[] {
  const { scenarios, base_name } = document;
  return [{ id: PROGRAM, name: base_name }, ...scenarios.map(({ id, name }) => ({ id, name }))];
}

/** What figures can be compared with: the program as it was opened too, but not what is looked at. */
export function baselines(document: Document): Option[] {
  const viewed = document.edited ?? PROGRAM;
  const opened = { id: "opened", name: t`Program as opened` };
  return [opened, ...programs(document)].filter(
    (option) => option.id !== viewed || option.id === document.baseline,
  );
}
