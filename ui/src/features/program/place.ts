import type { Program } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { inWords } from "./tree.ts";

/** Where a finding lies, by the names people gave: `/incentives/volume/schedule` is "Volume rebate". */
export function placeInWords(program: Program, place: string): string {
  const [list, id, inner, innerId] = place.split("/").slice(1);
  if (list === "incentives") return program.incentives.find((each) => each.id === id)?.name ?? t`Incentives`;
  if (list !== "tracks") return list === "" || list === undefined ? t`Program` : inWords(list);
  const track = program.tracks.find((each) => each.id === id);
  if (track === undefined) return t`Tiers`;
  const level = inner === "levels" ? track.levels.find((each) => each.id === innerId) : undefined;
  return level === undefined ? t`Tiers, ${track.name}` : t`Tiers, ${track.name}, ${level.name}`;
}
