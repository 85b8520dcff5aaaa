import { useMemo, useState } from "react";
import { moment } from "../../components/dates.ts";
import { ErrorIcon, NoteIcon } from "../../components/icons.tsx";
import { Difference } from "../../components/Sum.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { ExportPlan, ExportToDo, LastExport, PlannedBundle } from "../../host/index.ts";
import { amount, count, direction } from "../../money/format.ts";
import { plural, rich, t } from "../../text/text.ts";
import { Answer } from "./Answer.tsx";
import { ComparedSection } from "./ComparedSection.tsx";
import {
  coverage,
  hasChanged,
  inShort,
  isReady,
  MENDED_IN,
  notWorkedOut,
  partsByFolder,
  readiness,
  since,
} from "./export.ts";
import { FolderHead } from "./FolderHead.tsx";
import { SayForm } from "./SayForm.tsx";
import { SignOffSection } from "./SignOffSection.tsx";
import { type AskSignOff, standing } from "./signOff.ts";
import type { Exporting } from "./useExport.ts";
import "./export.css";

/** Asks what an export would hold. */
export type AskExportPlan = (question: Record<string, never>, done: (plan: ExportPlan) => void) => void;

const NOTHING_ASKED = {};

export interface ExportPageProps {
  /** The document; another one is exported otherwise. */
  of: unknown;
  ask: AskExportPlan;
  exporting: Exporting;
  signing: AskSignOff;
  /** Goes to where something is mended. */
  onMend: (where: ExportToDo["mended_in"], place: string | null) => void;
  onHistory: () => void;
  onCopy: (text: string) => void;
}

/** How many things to look at are listed before the rest is asked for. */
const FEW = 6;

/** Handing the program over: what is in the way, what the bundle holds, its proof, and the one before. */
export function ExportPage({ of, ask, exporting, signing, onMend, onHistory, onCopy }: ExportPageProps) {
  const { written } = exporting;
  // Another document is exported otherwise, every export becomes the last one, and a step of the
  // sign-off is seen at once.
  const [steps, setSteps] = useState(0);
  const follows = useMemo(() => ({ of, written, steps }), [of, written, steps]);
  const done = () => setSteps((before) => before + 1);
  const plan = useAnswer(ask, NOTHING_ASKED, follows);
  const working = exporting.work !== null;
  return (
    <article className="export">
      <header className="export-head">
        <div>
          <h1>{t`Export`}</h1>
          <p className="caption">
            {plan === null
              ? t`A folder of files that other people can read, and anybody can check`
              : [
                  `${plan.program}, v${plan.revision}`,
                  standing(plan.sign_off),
                  plan.bundle?.window,
                  plan.sample ? t`sample data` : null,
                ]
                  .filter((each) => each != null)
                  .join(" · ")}
          </p>
        </div>
        <div className="export-ways">
          <button type="button" className="button" disabled={working} onClick={signing.takeProgram}>
            {t`Take the program of a bundle…`}
          </button>
          <button
            type="button"
            className="button"
            data-testid="export-check"
            disabled={working}
            onClick={() => exporting.check()}
          >
            {t`Check a bundle…`}
          </button>
          <button
            type="button"
            className="button"
            data-primary
            data-testid="export-start"
            disabled={working || !isReady(plan)}
            onClick={exporting.start}
          >
            {t`Export to folder…`}
          </button>
        </div>
      </header>
      <Answer exporting={exporting} last={plan?.last ?? null} onCopy={onCopy} />
      {plan === null ? (
        <p className="caption">{t`Calculating`}</p>
      ) : (
        <>
          <ToDo plan={plan} signing={signing} onDone={done} onMend={onMend} />
          <SignOffSection of={plan.sign_off} sample={plan.sample} ask={signing} onDone={done} />
          <div className="export-contents" data-alone={plan.bundle === null || undefined}>
            {plan.bundle !== null && <Parts bundle={plan.bundle} sample={plan.sample} />}
            <div className="export-aside">
              {plan.bundle !== null && <Proof bundle={plan.bundle} />}
              <Last
                last={plan.last}
                of={of}
                signing={signing}
                working={working}
                onCheck={(folder) => exporting.check(folder)}
                onHistory={onHistory}
                onCopy={onCopy}
              />
            </div>
          </div>
        </>
      )}
    </article>
  );
}

/** What stands in the way, and what is worth a look, each with a way to where it is mended. */
function ToDo({
  plan,
  signing,
  onDone,
  onMend,
}: {
  plan: ExportPlan;
  signing: AskSignOff;
  onDone: () => void;
  onMend: ExportPageProps["onMend"];
}) {
  const [all, setAll] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const step = async (each: ExportToDo, kind: "accept" | "reopen", said: { who: string; words: string }) => {
    const warning = { code: each.code, place: each.place, sentence: each.sentence };
    const failure = await signing.step({
      step: kind === "accept" ? { accept: warning } : { reopen: warning },
      who: said.who,
      words: said.words,
    });
    if (failure === null) onDone();
    return failure;
  };
  const shown = all ? plan.to_do : plan.to_do.slice(0, FEW);
  return (
    <section aria-label={t`Before the export`} data-testid="export-to-do">
      <h2>{readiness(plan)}</h2>
      {plan.to_do.length === 0 && (
        <p className="export-about">
          {t`No error, no warning, every test passes, and every incentive is in the SQL.`}
        </p>
      )}
      <ul className="export-to-do">
        {shown.map((each) => (
          <li key={keyOf(each)} data-blocks={each.blocks || undefined}>
            {each.blocks ? <ErrorIcon /> : <NoteIcon />}
            <p className="selectable">
              <span className="spoken-only">{each.blocks ? t`In the way:` : t`Worth a look:`} </span>
              {each.sentence} <span className="export-hint">{each.hint}</span>
              {each.accepted !== null && (
                <span className="export-accepted">
                  {t`Accepted: ${each.accepted.text} (${each.accepted.who}, ${moment(each.accepted.at)})`}
                </span>
              )}
            </p>
            <span className="export-todo-ways">
              {!each.blocks && (
                <button
                  type="button"
                  className="link-button"
                  aria-expanded={reason === keyOf(each)}
                  aria-label={`${each.accepted === null ? t`Accept with a reason` : t`No longer accept`}: ${each.sentence}`}
                  onClick={() => setReason(reason === keyOf(each) ? null : keyOf(each))}
                >
                  {each.accepted === null ? t`Accept…` : t`Reopen…`}
                </button>
              )}
              <button
                type="button"
                className="link-button"
                aria-label={`${MENDED_IN[each.mended_in]}: ${each.sentence}`}
                onClick={() => onMend(each.mended_in, each.place)}
              >
                {MENDED_IN[each.mended_in]}
              </button>
            </span>
            {reason === keyOf(each) && (
              <div className="export-reason">
                <SayForm
                  verb={each.accepted === null ? t`Accept` : t`No longer accept`}
                  words={{
                    label: each.accepted === null ? t`Reason` : t`Why`,
                    needed: each.accepted === null,
                  }}
                  you={plan.sign_off.you ?? ""}
                  act={(said) => step(each, each.accepted === null ? "accept" : "reopen", said)}
                  onClose={() => setReason(null)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {plan.to_do.length > FEW && (
        <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${count(plan.to_do.length)}`}
        </button>
      )}
    </section>
  );
}

/** What tells one thing to do from another. */
const keyOf = ({ code, place, sentence }: ExportToDo) => `${code} ${place ?? ""} ${sentence}`;

/** What the bundle will hold. */
function Parts({ bundle, sample }: { bundle: PlannedBundle; sample: boolean }) {
  return (
    <section aria-label={t`In the bundle`}>
      <h2>{t`In the bundle`}</h2>
      <p className="caption">
        {plural(
          bundle.lines,
          { one: "1 payout line, {total} in all", other: "{n} payout lines, {total} in all" },
          { total: amount(bundle.total, bundle.currency) },
        )}
        {sample && t`. Every file says SAMPLE`}
      </p>
      <table className="figures export-parts">
        <thead>
          <tr>
            <th scope="col">{t`Part`}</th>
            <th scope="col">{t`Holds`}</th>
            <th scope="col" className="number">
              {t`Files`}
            </th>
          </tr>
        </thead>
        {partsByFolder(bundle.parts).map((folder) => (
          <tbody key={folder.name}>
            <FolderHead name={folder.name} readers={folder.readers} />
            {folder.rows.map((part) => (
              <tr key={part.name}>
                <th scope="row">{part.name}</th>
                <td>{part.about}</td>
                <td className="number">{count(part.files)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

/** What is worked out a second time, and how many incentives each database and the workbook work out. */
function Proof({ bundle }: { bundle: PlannedBundle }) {
  return (
    <section aria-label={t`Proof`}>
      <h2>{t`Proof`}</h2>
      <p className="caption">
        {bundle.payouts === 0
          ? t`No payout can be worked out a second time`
          : plural(
              bundle.payouts,
              {
                one: "{by} works 1 payout out again before the bundle counts as written",
                other:
                  "{by} works {n} payouts out again, zeros included, before the bundle counts as written",
              },
              { by: bundle.by },
            )}
      </p>
      <table className="figures export-dialects">
        <thead>
          <tr>
            <th scope="col">{t`Written for`}</th>
            <th scope="col">{t`Works out`}</th>
          </tr>
        </thead>
        <tbody>
          {bundle.dialects.map((dialect) => (
            <tr key={dialect.name}>
              <th scope="row">{dialect.name}</th>
              <td>
                {coverage(dialect)}
                {notWorkedOut(dialect.refused).map((incentive) => (
                  <span key={incentive} className="export-hint">
                    {t`not ${incentive}`}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {bundle.given_levels.length > 0 && (
        <p className="caption">{t`Tiers are given to the SQL as facts in: ${bundle.given_levels.join(", ")}`}</p>
      )}
    </section>
  );
}

interface LastProps {
  of: unknown;
  signing: AskSignOff;
  last: LastExport | null;
  working: boolean;
  onCheck: (folder: string) => void;
  onHistory: () => void;
  onCopy: (text: string) => void;
}

/** The bundle that was written last, and whether the program is still the one in it. */
function Last({ of, signing, last, working, onCheck, onHistory, onCopy }: LastProps) {
  if (last === null) {
    return (
      <section aria-label={t`Last export`}>
        <h2>{t`Last export`}</h2>
        <p className="export-about">{t`Nothing was exported from this document yet.`}</p>
      </section>
    );
  }
  const seal = (
    <span className="formula" title={last.seal}>
      {inShort(last.seal)}
    </span>
  );
  return (
    <section aria-label={t`Last export`} data-testid="last-export">
      <h2>{t`Last export`}</h2>
      <p className="selectable export-last">
        <strong>{t`Version ${last.version}`}</strong>
        {`, ${moment(last.exported_at)}, v${last.revision}, `}
        {plural(
          last.lines,
          { one: "{total} in 1 payout line", other: "{total} in {n} payout lines" },
          { total: amount(last.total, last.currency) },
        )}
        {", "}
        {plural(
          last.payouts_proved,
          { one: "1 payout proved by {by}", other: "{n} payouts proved by {by}" },
          { by: last.proved_by },
        )}
        {", "}
        {rich`seal ${seal}`}
      </p>
      <p className="selectable export-folder">{last.folder}</p>
      <p className="export-since" data-changed={hasChanged(last) || undefined}>
        {since(last)}
        {last.change !== null && direction(last.change) !== "none" && (
          <>
            {`. ${t`Payout since:`} `}
            <Difference text={last.change} /> {last.currency}
          </>
        )}
      </p>
      {last.differences.length > 0 && (
        <ul className="export-differences selectable">
          {last.differences.slice(0, FEW).map((difference) => (
            <li key={`${difference.place} ${difference.sentence}`}>
              {difference.sentence}
              {difference.from !== "" && (
                <span className="export-was">
                  <span aria-hidden="true">− </span>
                  <span className="spoken-only">{t`Before:`} </span>
                  {difference.from}
                </span>
              )}
              {difference.to !== "" && (
                <span className="export-is">
                  <span aria-hidden="true">+ </span>
                  <span className="spoken-only">{t`Now:`} </span>
                  {difference.to}
                </span>
              )}
            </li>
          ))}
          {last.differences.length > FEW && <li>{t`and ${count(last.differences.length - FEW)} more`}</li>}
        </ul>
      )}
      <div className="export-ways">
        <button type="button" className="button" disabled={working} onClick={() => onCheck(last.folder)}>
          {t`Check it`}
        </button>
        <button type="button" className="button" onClick={() => onCopy(last.folder)}>
          {t`Copy folder`}
        </button>
        {last.differences.length > 0 && (
          <button type="button" className="link-button" onClick={onHistory}>
            {t`Compare in History`}
          </button>
        )}
      </div>
      <ComparedSection of={of} compare={signing.compare} />
    </section>
  );
}
