import { useState } from "react";
import { day, moment } from "../../components/dates.ts";
import type { SignatureRow, SignOff, SignOffChange } from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { inShort } from "./export.ts";
import { type Said, SayForm } from "./SayForm.tsx";
import {
  type AskSignOff,
  amountInWords,
  canSign,
  reviewStands,
  rolesOf,
  signatureStands,
  standing,
  statusWord,
} from "./signOff.ts";
import { YourName } from "./YourName.tsx";
import "./signOff.css";

export interface SignOffSectionProps {
  of: SignOff;
  sample: boolean;
  ask: AskSignOff;
  /** Something was done, so that the plan is another. */
  onDone: () => void;
}

/** The form that is open: of a step, of a signature or of a quarter. */
type Open = "review" | "sign" | "draft" | { withdraw: number } | { reviewed: string } | null;

/** How far the approval is: who signed what, what is missing, reviews, and the versions handed over. */
export function SignOffSection({ of, sample, ask, onDone }: SignOffSectionProps) {
  const [open, setOpen] = useState<Open>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const toggle = (form: Open) => setOpen(JSON.stringify(open) === JSON.stringify(form) ? null : form);
  const act = (step: (said: Said) => SignOffChange, role: boolean) => async (said: Said) => {
    const failure = await ask.step({
      step: step(said),
      who: said.who,
      role: role ? said.role : null,
      words: said.words,
    });
    if (failure === null) onDone();
    return failure;
  };
  const shared = { you: of.you ?? "", onClose: () => setOpen(null) };
  return (
    <section aria-label={t`Sign-off`} data-testid="sign-off">
      <h2>{t`Sign-off`}</h2>
      <p className="sign-standing" data-status={of.status}>
        {standing(of)}
      </p>
      {of.missing.length > 0 && of.status !== "draft" && (
        <ul className="sign-missing selectable">
          {of.missing.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {of.why_not !== null && <p className="export-about selectable">{of.why_not}</p>}
      <div className="export-ways">
        {(of.status === "draft" || of.status === "in_review") && (
          <button
            type="button"
            className="button"
            aria-expanded={open === "review"}
            onClick={() => toggle("review")}
          >
            {of.status === "draft" ? t`Put into review…` : t`Ask others to sign…`}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-expanded={open === "sign"}
          disabled={!canSign(of, sample)}
          onClick={() => toggle("sign")}
        >
          {t`Sign…`}
        </button>
        {of.status !== "draft" && (
          <button
            type="button"
            className="button"
            aria-expanded={open === "draft"}
            onClick={() => toggle("draft")}
          >
            {t`Set back to a draft…`}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => void ask.saveAudit().then((words) => setSaved(words))}
        >
          {t`Save audit log…`}
        </button>
        {saved !== null && (
          <span className="caption" role="status">
            {saved}
          </span>
        )}
      </div>
      {sample && (
        <p className="export-about">{t`Sample data is never approved: import your own deals first.`}</p>
      )}
      {open === "review" && (
        <SayForm
          {...shared}
          verb={t`Put into review`}
          role={{
            label: t`Roles asked to sign`,
            hint: t`commas between them; any one signature where empty`,
          }}
          words={{ label: t`Note`, needed: false }}
          act={act(({ role }) => ({ to_review: { roles: rolesOf(role) } }), false)}
        />
      )}
      {open === "sign" && of.covers !== null && (
        <SayForm
          {...shared}
          verb={t`Sign`}
          role={{ label: t`Your role` }}
          words={{ label: t`Why your signature alone is enough, if you edited last`, needed: false }}
          act={act(() => ({ sign: { sha256: of.covers?.sha256 ?? "" } }), true)}
        />
      )}
      {open === "draft" && (
        <SayForm
          {...shared}
          verb={t`Set back to a draft`}
          words={{ label: t`Why; the signatures so far no longer count`, needed: false }}
          act={act(() => ({ to_draft: {} }), false)}
        />
      )}
      <YourName key={of.you} you={of.you ?? ""} edited={of.edited_by} name={ask.name} onDone={onDone} />
      <div className="sign-parts" data-unsigned={of.signatures.length === 0 || undefined}>
        <div>
          <Signatures of={of} onWithdraw={(number) => toggle({ withdraw: number })} />
          {open !== null && typeof open === "object" && "withdraw" in open && (
            <SayForm
              {...shared}
              key={open.withdraw}
              verb={t`Take signature ${open.withdraw} back`}
              words={{ label: t`Why`, needed: false }}
              act={act(() => ({ withdraw: { signature: open.withdraw } }), false)}
            />
          )}
          <Versions of={of} />
        </div>
        <div>
          <Covers of={of} />
          <Reviews of={of} onHeld={(quarter) => toggle({ reviewed: quarter })} />
          {open !== null && typeof open === "object" && "reviewed" in open && (
            <SayForm
              {...shared}
              key={open.reviewed}
              verb={t`Note the review after ${open.reviewed}`}
              words={{ label: t`What came of it`, needed: false }}
              act={act(() => ({ reviewed: { quarter: open.reviewed } }), false)}
            />
          )}
        </div>
      </div>
      <p className="caption">{of.honest}</p>
    </section>
  );
}

function Signatures({ of, onWithdraw }: { of: SignOff; onWithdraw: (number: number) => void }) {
  if (of.signatures.length === 0) return <p className="export-about">{t`Nobody has signed yet.`}</p>;
  return (
    <table className="figures sign-signatures">
      <thead>
        <tr>
          <th scope="col">{t`Signed by`}</th>
          <th scope="col">{t`When`}</th>
          <th scope="col">{t`Stands`}</th>
          <th scope="col">
            <span className="spoken-only">{t`Take back`}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.signatures.map((each) => (
          <Signature key={each.number} of={each} onWithdraw={() => onWithdraw(each.number)} />
        ))}
      </tbody>
    </table>
  );
}

function Signature({ of, onWithdraw }: { of: SignatureRow; onWithdraw: () => void }) {
  return (
    <tr data-holds={of.holds || undefined}>
      <th scope="row">
        {of.name}, {of.role}
        {of.alone !== "" && (
          <span className="export-hint sign-more">{t`Alone, in writing: ${of.alone}`}</span>
        )}
      </th>
      <td>
        {moment(of.signed_at)}
        <span className="formula sign-more" title={of.sha256}>
          {inShort(of.sha256)}
        </span>
      </td>
      <td>
        {signatureStands(of)}
        {of.withdrawn === null &&
          of.lapsed.map((part) => (
            <span key={part.what} className="export-hint sign-more">
              {t`${part.was} then, ${part.is} now`}
            </span>
          ))}
        {of.withdrawn !== null && (
          <span className="export-hint sign-more">
            {of.withdrawn.who}, {moment(of.withdrawn.at)}
            {of.withdrawn.text === "" ? "" : `: ${of.withdrawn.text}`}
          </span>
        )}
      </td>
      <td>
        {of.withdrawn === null && (
          <button
            type="button"
            className="link-button"
            aria-label={t`Take back the signature of ${of.name}`}
            onClick={onWithdraw}
          >
            {t`Take back`}
          </button>
        )}
      </td>
    </tr>
  );
}

/** What a signature covers now. */
function Covers({ of: { covers } }: { of: SignOff }) {
  if (covers === null) return null;
  const rows: [string, string, string?][] = [
    [t`Program`, inShort(covers.program), covers.program],
    [t`Facts`, inShort(covers.facts), covers.facts],
    [t`Engine`, covers.engine],
    [t`As of`, covers.as_of === "" ? t`no deals` : day(covers.as_of)],
    [t`Paid in all`, amountInWords(covers.total)],
    [t`Owed at the end`, covers.liability.map(amountInWords).join(", ") || t`nothing`],
    [t`Hash of all of it`, inShort(covers.sha256), covers.sha256],
  ];
  return (
    <table className="figures sign-covers">
      <caption className="caption">{t`What a signature covers`}</caption>
      <tbody>
        {rows.map(([name, value, whole]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={whole === undefined ? "number" : "number formula"} title={whole}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reviews({ of, onHeld }: { of: SignOff; onHeld: (quarter: string) => void }) {
  if (of.reviews.length === 0) return null;
  return (
    <table className="figures sign-reviews">
      <caption className="caption">
        {plural(of.review_days, {
          one: "Quarterly reviews, 1 day after a quarter",
          other: "Quarterly reviews, {n} days after a quarter",
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t`After`}</th>
          <th scope="col">{t`Due`}</th>
          <th scope="col">{t`Stands`}</th>
          <th scope="col">
            <span className="spoken-only">{t`Note`}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.reviews.map((each) => (
          <tr key={each.quarter}>
            <th scope="row">{each.quarter}</th>
            <td>{day(each.due)}</td>
            <td>
              {reviewStands(each)}
              {each.held !== null && (
                <span className="export-hint sign-more">
                  {each.held.who}, {moment(each.held.at)}
                  {each.held.text === "" ? "" : `: ${each.held.text}`}
                </span>
              )}
            </td>
            <td>
              <button
                type="button"
                className="link-button"
                aria-label={t`Note the review after ${each.quarter}`}
                onClick={() => onHeld(each.quarter)}
              >
                {t`Note`}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Versions({ of }: { of: SignOff }) {
  if (of.versions.length === 0) return null;
  return (
    <table className="figures sign-versions">
      <caption className="caption">{t`Exported, and kept as it was`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Version`}</th>
          <th scope="col">{t`When`}</th>
          <th scope="col">{t`As`}</th>
          <th scope="col" className="number">
            {t`Paid in all`}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.versions.map((each) => (
          <tr key={each.seal + each.exported_at} title={each.folder}>
            <th scope="row">{each.version}</th>
            <td>
              {moment(each.exported_at)}
              {each.who === "" ? "" : `, ${each.who}`}
            </td>
            <td>{statusWord(each.status === "exported" ? "approved" : each.status).toLowerCase()}</td>
            <td className="number">{amount(each.total, each.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
