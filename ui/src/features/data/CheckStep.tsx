import type { ImportCheck, MadeRepair, ProblemGroup, SamePartners, UnmatchedName } from "../../host/index.ts";
import { count, percent, plain } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { chosenRepair, withRepair } from "./importing.ts";
import type { Importing } from "./useImport.ts";

/** What is wrong with the rows, with its money and a repair each. Nothing is loaded yet. */
export function CheckStep({ importing }: { importing: Importing }) {
  const { check } = importing;
  if (check === null) return null;
  const should = check.groups.filter((group) => group.should_fix);
  const info = check.groups.filter((group) => !group.should_fix);
  return (
    <>
      <Tie check={check} />
      <Made made={check.made} importing={importing} />
      <Groups title={t`Should fix`} groups={should} importing={importing} />
      <Unmatched names={check.unmatched} importing={importing} />
      <Groups title={t`For info`} groups={info} importing={importing} />
      <SameCompanies pairs={check.same_partners} importing={importing} />
      <div className="import-add">
        <button
          type="button"
          className="button"
          disabled={check.set_aside === 0}
          onClick={importing.saveSetAside}
        >
          {t`Download rows set aside`}
        </button>
        <p className="caption">
          {importing.saved === null
            ? t`Nothing is loaded until you press Load.`
            : plural(
                importing.saved.rows,
                { one: "1 row written to {path}", other: "{n} rows written to {path}" },
                { path: importing.saved.path },
              )}
        </p>
      </div>
    </>
  );
}

/** That every row and all the money is accounted for. */
function Tie({ check }: { check: ImportCheck }) {
  return (
    <section aria-label={t`Totals`} className="import-tie">
      <p className="import-equation" data-testid="import-rows">
        {t`Rows ${count(check.rows)} = ${count(check.used)} used + ${count(check.set_aside)} set aside`}
      </p>
      {check.revenue.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t`Revenue of the files`}</th>
              <th scope="col" className="number">
                {t`Total`}
              </th>
              <th scope="col" className="number">
                {t`Deals`}
              </th>
              <th scope="col" className="number">
                {t`Less returns`}
              </th>
              <th scope="col" className="number">
                {t`Set aside`}
              </th>
              <th scope="col" className="number">
                {t`Used`}
              </th>
            </tr>
          </thead>
          <tbody>
            {check.revenue.map((tie) => (
              <tr key={tie.currency}>
                <th scope="row">{tie.currency}</th>
                <td className="number">{plain(tie.total)}</td>
                <td className="number">{plain(tie.used)}</td>
                <td className="number">{plain(tie.returned)}</td>
                <td className="number">{plain(tie.set_aside)}</td>
                <td className="number">{tie.share === null ? "" : percent(tie.share, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {check.unread > 0 && (
        <p className="caption">
          {plural(check.unread, {
            one: "The amount of one row set aside could not be read, so no total has it.",
            other: "The amounts of {n} rows set aside could not be read, so no total has them.",
          })}
        </p>
      )}
    </section>
  );
}

/** What is put right, by a person now or by the mapping that was saved. Each can be taken back. */
function Made({ made, importing }: { made: MadeRepair[]; importing: Importing }) {
  if (made.length === 0) return null;
  return (
    <section aria-label={t`Put right`}>
      <h2>
        {t`Put right`} <span className="import-from">{count(made.length)}</span>
      </h2>
      <table className="figures">
        <thead className="spoken-only">
          <tr>
            <th scope="col">{t`What is put right`}</th>
            <th scope="col">{t`Action`}</th>
          </tr>
        </thead>
        <tbody>
          {made.map(({ back, label, from }) => (
            <tr key={`${back} ${from}`}>
              <th scope="row">{label}</th>
              <td className="import-row-actions">
                <button
                  type="button"
                  className="link-button"
                  onClick={() =>
                    importing.decide(withRepair(importing.decisions, { repair: back, from, to: "" }))
                  }
                >
                  {t`Take back`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GroupsProps {
  title: string;
  groups: ProblemGroup[];
  importing: Importing;
}

function Groups({ title, groups, importing }: GroupsProps) {
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="import-from">{groups.length === 0 ? t`nothing` : count(groups.length)}</span>
      </h2>
      {groups.length > 0 && (
        <ul className="import-groups">
          {groups.map((group) => (
            <Group key={group.code} group={group} importing={importing} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** How many rows or deals a problem is found in. */
function howMany({ rows, unit }: ProblemGroup): string {
  return unit === "deal"
    ? plural(rows, { one: "1 deal", other: "{n} deals" })
    : plural(rows, { one: "1 row", other: "{n} rows" });
}

function Group({ group, importing }: { group: ProblemGroup; importing: Importing }) {
  const { decisions } = importing;
  const chosen = chosenRepair(group, decisions.repairs);
  // Names and stages are matched one by one, below and in the step before.
  const repairs = group.repairs.filter(({ id }) => id !== "match_names" && id !== "match_stages");
  return (
    <li>
      <div>
        <h3>{group.title}</h3>
        <p className="import-weight">
          {howMany(group)}
          {group.money.length > 0 && `, ${group.money.join(", ")}`}
        </p>
      </div>
      {repairs.length > 1 ? (
        <fieldset className="import-repairs">
          <legend className="spoken-only">{t`What to do about: ${group.title}`}</legend>
          {repairs.map((repair) => (
            <label key={repair.id}>
              <input
                type="radio"
                name={group.code}
                checked={chosen === repair.id}
                onChange={() =>
                  importing.decide(withRepair(decisions, { repair: repair.id, from: "", to: "" }))
                }
              />
              {repair.label}
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="import-repairs caption">{repairs[0]?.label ?? ""}</p>
      )}
      <details>
        <summary>{t`Examples`}</summary>
        <ul className="selectable">
          {group.examples.map((example) => (
            <li key={example}>{example}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Names that no list of partners has, each with the partner it may be. */
function Unmatched({ names, importing }: { names: UnmatchedName[]; importing: Importing }) {
  const near = names.filter((name) => name.near !== null);
  if (near.length === 0) return null;
  return (
    <section aria-label={t`Match names`}>
      <h2>{t`Match names`}</h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t`In your file`}</th>
            <th scope="col" className="number">
              {t`Rows`}
            </th>
            <th scope="col">{t`May be`}</th>
            <th scope="col">
              <span className="spoken-only">{t`Action`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {near.map((name) => (
            <tr key={name.name}>
              <th scope="row">{name.name}</th>
              <td className="number">{count(name.rows)}</td>
              <td>{name.near_name}</td>
              <td className="import-row-actions">
                <button
                  type="button"
                  className="link-button"
                  onClick={() =>
                    importing.decide(
                      withRepair(importing.decisions, {
                        repair: "match_names",
                        from: name.name,
                        to: name.near ?? "",
                      }),
                    )
                  }
                >
                  {t`It is this partner`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Partners with nearly the same name. They stay two unless somebody says that they are one. */
function SameCompanies({ pairs, importing }: { pairs: SamePartners[]; importing: Importing }) {
  if (pairs.length === 0) return null;
  const decide = (repair: string, from: string, to: string) =>
    importing.decide(withRepair(importing.decisions, { repair, from, to }));
  return (
    <section aria-label={t`Perhaps the same company`}>
      <h2>{t`Perhaps the same company`}</h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t`Partner`}</th>
            <th scope="col" className="number">
              {t`Deals`}
            </th>
            <th scope="col">{t`And`}</th>
            <th scope="col" className="number">
              {t`Deals`}
            </th>
            <th scope="col">
              <span className="spoken-only">{t`Action`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.kept} ${pair.other}`}>
              <th scope="row">{named(pair.kept, pair.kept_name)}</th>
              <td className="number">{count(pair.kept_deals)}</td>
              <td>{named(pair.other, pair.other_name)}</td>
              <td className="number">{count(pair.other_deals)}</td>
              <td className="import-row-actions">
                <button
                  type="button"
                  className="link-button"
                  onClick={() => decide("same_partner", pair.other, pair.kept)}
                >
                  {t`Merge into the first`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A name, with its id where that says more. */
function named(id: string, name: string): string {
  return id === name ? name : `${name} (${id})`;
}
