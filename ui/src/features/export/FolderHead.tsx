import { t } from "../../text/text.ts";
/** The line above what stands in one folder of the bundle: its name, and who reads it. */
export function FolderHead({ name, readers }: { name: string; readers: string }) {
  return (
    <tr className="export-group">
      <th scope="rowgroup" colSpan={3}>
        {name === "" ? t`the folder itself` : `${name}/`} <span className="export-readers">{readers}</span>
      </th>
    </tr>
  );
}
