import { Heads } from "../../components/Heads.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { ExpectedFigure, ProgramTest } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { Cell } from "./Cell.tsx";

interface ExpectedProps {
  test: ProgramTest;
  onEdit: (place: string, value: string) => void;
}

/** What must come out of a test beside what came out. */
export function Expected({ test, onEdit }: ExpectedProps) {
  return (
    <div>
      <h2 className="test-part">{t`Expect`}</h2>
      <table className="figures tests-expected">
        <Heads texts={[t`What`, t`Partner`, t`When`]} figures={[t`Expect`, t`Got`, t`Difference`]} />
        <tbody>
          {test.expected.map((figure) => (
            <FigureRow
              key={figure.place ?? `${figure.what} ${figure.partner} ${figure.when}`}
              figure={figure}
              onEdit={onEdit}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FigureRow({ figure, onEdit }: { figure: ExpectedFigure; onEdit: ExpectedProps["onEdit"] }) {
  const { place, currency } = figure;
  return (
    <tr data-passed={figure.passed}>
      <th scope="row">{figure.what}</th>
      <td>{figure.partner}</td>
      <td>{figure.when}</td>
      <td className="number">
        {place !== null && currency !== null ? (
          <Cell
            label={t`Expected of ${figure.what}, ${figure.partner}, ${figure.when}, ${currency}`}
            kind="amount"
            value={figure.expected}
            words={plain(figure.expected)}
            onCommit={(value) => onEdit(place, value)}
          />
        ) : (
          figure.expected
        )}
      </td>
      <td className="number">
        {figure.got === null ? t`not run` : <Value figure={figure} of={figure.got} />}
      </td>
      <td className="number">
        {figure.difference === null ? (
          <span className="tests-same">{figure.passed ? t`none` : ""}</span>
        ) : (
          <Difference text={figure.difference} currency={undefined} />
        )}
      </td>
    </tr>
  );
}

/** An amount to the cent, or the name of a level. */
export function Value({ figure, of }: { figure: ExpectedFigure; of: string }) {
  return figure.currency === null ? of : <Sum text={of} />;
}

/** Why each amount came out as it did. */
export function Why({ test }: { test: ProgramTest }) {
  const told = test.expected.filter((figure) => figure.sentence !== "");
  return (
    <div className="tests-why">
      <h2 className="test-part">{t`Why`}</h2>
      {told.map((figure) => (
        <div key={figure.place ?? figure.what} className="tests-reason selectable">
          <p>{figure.sentence}</p>
          {figure.formula.length > 0 && <p className="formula">{figure.formula.join("\n")}</p>}
          <ol className="tests-steps">
            {figure.steps.map((step) => (
              <li key={`${step.kind} ${step.label} ${step.detail} ${step.value}`}>
                <span>{step.label}</span>
                <span className="caption">{step.detail}</span>
                <span className="number">{step.value}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {told.length === 0 && <p className="tests-none">{t`There is no calculation to show.`}</p>}
    </div>
  );
}
