import { Dialog } from "../../components/Dialog.tsx";
import { t } from "../../text/text.ts";
import { Answer } from "./Answer.tsx";
import type { Exporting } from "./useExport.ts";

export interface CheckedBundleProps {
  exporting: Exporting;
  onCopy: (text: string) => void;
}

/** A bundle checked while no document is open: over the window, as there is no screen to show it on. */
export function CheckedBundle({ exporting, onCopy }: CheckedBundleProps) {
  const { work, ended } = exporting;
  if (work === null && ended === null) return null;
  const close = () => (work === null ? exporting.dismiss() : exporting.stop());
  return (
    <Dialog title={t`Check a bundle`} onClose={close}>
      <div className="dialog-body export-dialog">
        <Answer exporting={exporting} last={null} onCopy={onCopy} />
        {work === null && (
          <div className="dialog-actions">
            <button type="button" className="button" data-primary onClick={close}>
              {t`Done`}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
