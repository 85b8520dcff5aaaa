import type { Recents, Template } from "../../host/index.ts";
import { rich, t } from "../../text/text.ts";
import { Begin } from "./Begin.tsx";
import type { Begun } from "./home.ts";
import { RecentDocuments } from "./Recent.tsx";
import { RecoveredWork } from "./Recovered.tsx";
import "./home.css";

export interface HomeProps {
  /** The document that is open beneath, to go back to. */
  open: string | null;
  onBack: () => void;
  busy: boolean;
  canDrop: boolean;
  recents: Recents;
  templates: readonly Template[];
  onSample: () => void;
  onOpen: () => void;
  onOpenPath: (path: string) => void;
  onForget: (path: string) => void;
  /** Opens work that has no name yet. */
  onRecover: (path: string) => void;
  onDiscard: (path: string) => void;
  onBegin: (begun: Begun) => void;
  onImport: () => void;
  /** Checks a bundle that somebody handed over. */
  onCheckBundle: () => void;
  /** Begins a document with the program of a bundle. */
  onOpenProgram: () => void;
}

/** Ways to begin: while no document is open, and over the open one when somebody asks for them. */
export function Home(props: HomeProps) {
  const { busy, canDrop, onSample, onOpen, onImport } = props;
  const ending = <span className="home-ending">.tierwright</span>;
  const check = (
    <button type="button" className="link-button" disabled={busy} onClick={props.onCheckBundle}>
      {t`Check a bundle…`}
    </button>
  );
  const program = (
    <button type="button" className="link-button" disabled={busy} onClick={props.onOpenProgram}>
      {t`open its program…`}
    </button>
  );
  return (
    <main className="home">
      <div className="home-page">
        {props.open !== null && (
          <button type="button" className="link-button home-back" onClick={props.onBack}>
            {t`Back to ${props.open}`}
          </button>
        )}
        <h1>Tierwright</h1>
        <p className="home-promise">
          {t`Design a partner program, see at once what it would have paid, and open any figure to see why.`}
        </p>
        <RecoveredWork
          works={props.recents.recovered}
          busy={busy}
          onRecover={props.onRecover}
          onDiscard={props.onDiscard}
        />
        <ul className="home-ways">
          <li>
            <button type="button" className="button" data-primary disabled={busy} onClick={onSample}>
              {t`Open sample program`}
            </button>
            <p>
              {t`A made-up channel of 120 partners and 3,000 deals over two years. It opens with its results.`}
            </p>
          </li>
          <li>
            <button type="button" className="button" disabled={busy} onClick={onImport}>
              {t`Import deals…`}
            </button>
            <p>
              {t`Last year's export from your CRM, as it is: CSV, Excel or SQLite. It goes into a new document.`}
            </p>
          </li>
          <li>
            <button type="button" className="button" disabled={busy} onClick={onOpen}>
              {t`Open…`}
            </button>
            <p>
              {rich`A ${ending} document on this computer.`}{" "}
              {canDrop && t`You can also drop it on this window.`}
            </p>
          </li>
        </ul>
        <RecentDocuments
          documents={props.recents.documents}
          busy={busy}
          onOpen={props.onOpenPath}
          onLocate={onOpen}
          onRemove={props.onForget}
        />
        <h2 className="home-heading">{t`New program`}</h2>
        <Begin templates={props.templates} busy={busy} onBegin={props.onBegin} />
        <p className="home-bundle">{rich`Somebody handed you an export? ${check} or ${program}`}</p>
        <p className="home-local">
          {t`Everything stays on this computer. Tierwright never connects to a network.`}
        </p>
      </div>
    </main>
  );
}
