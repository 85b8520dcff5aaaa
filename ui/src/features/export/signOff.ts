import type {
  ChangeSignOff,
  ComparedExport,
  Failure,
  ReviewRow,
  SignatureRow,
  SignOff,
} from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

/** What signing off asks of the rest of the window. */
export interface AskSignOff {
  /** Does a step; answers what failed, or null. */
  step: (step: ChangeSignOff) => Promise<Failure | null>;
  /** Says who works from now on; answers what failed, or null. */
  name: (name: string) => Promise<Failure | null>;
  /** What is different from an exported version; refuses with a failure. */
  compare: (version: number | null) => Promise<ComparedExport>;
  /** Writes the audit log to a file; answers what was saved, or null when nothing was. */
  saveAudit: () => Promise<string | null>;
  /** Takes the program of a bundle into the document. */
  takeProgram: () => void;
}

const STATUS: Record<SignOff["status"], string> = {
  draft: t`Draft`,
  in_review: t`In review`,
  approved: t`Approved`,
  exported: t`Approved and exported`,
};

/** How far the approval is, in words. */
export function statusWord(status: SignOff["status"]): string {
  return STATUS[status];
}

/** The version and its status, and whose signatures were asked for. */
export function standing({ version, status, asked }: SignOff): string {
  const now = t`Version ${version}: ${statusWord(status).toLowerCase()}`;
  return asked.length === 0 ? now : t`${now}, asked to sign: ${asked.join(", ")}`;
}

/** How a signature stands, in words. */
export function signatureStands({ holds, lapsed, withdrawn }: SignatureRow): string {
  if (withdrawn !== null) return t`taken back`;
  if (lapsed.length > 0) return t`lapsed: ${lapsed.map(({ what }) => what).join(", ")} changed`;
  return holds ? t`holds` : t`not compared`;
}

/** An amount with its currency, such as 1971402.00 USD, as it reads. */
export function amountInWords(text: string): string {
  const at = text.indexOf(" ");
  return at < 0 ? text : amount(text.slice(0, at), text.slice(at + 1));
}

/** How a review stands, in a word. */
export function reviewStands({ held, overdue, due }: ReviewRow): string {
  if (held !== null) return t`held`;
  if (overdue) return t`overdue`;
  return due === "" ? "" : t`to come`;
}

/** Roles in a field, with commas between them. */
export function rolesOf(text: string): string[] {
  return text
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
}

/** Whether what holds now can be signed: not sample data, not a draft, and it can be calculated. */
export function canSign({ covers, status }: SignOff, sample: boolean): boolean {
  return !sample && covers !== null && status !== "draft";
}

/** Who gets more and who gets less, as a finding. */
export function comparedInWords({ money }: ComparedExport): string {
  if (money === null) return "";
  const { better, worse, unchanged } = money;
  if (better === 0 && worse === 0) return t`Every partner gets the same.`;
  return plural(
    better,
    {
      one: "1 partner gets more, {worse} less, {unchanged} the same.",
      other: "{n} partners get more, {worse} less, {unchanged} the same.",
    },
    { worse, unchanged },
  );
}
