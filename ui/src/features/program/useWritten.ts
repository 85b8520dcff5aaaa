import { useEffect, useMemo, useState } from "react";
import type { Document } from "../../host/index.ts";
import type { Ask } from "./editor.ts";
import { isObject, type Json, type JsonObject } from "./tree.ts";

export interface Written {
  tree: Json;
  schema: JsonObject;
  values: Record<string, string[]>;
}

/** The program as it is written, read anew after every step, with its form and the values of the facts. */
export function useWritten(ask: Ask, document: Document): Written | null {
  const [tree, setTree] = useState<Json | null>(null);
  const [schema, setSchema] = useState<JsonObject | null>(null);
  const [values, setValues] = useState<Record<string, string[]>>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: every document is a new state of the program
  useEffect(() => {
    ask("program", "program", {}, (answer) => setTree(answer.program as Json));
  }, [ask, document]);
  useEffect(() => {
    ask("schema", "schema", {}, (answer) => {
      const form = answer.program as Json;
      if (isObject(form)) setSchema(form);
    });
  }, [ask]);
  const facts = JSON.stringify(document.counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other facts have other values
  useEffect(() => {
    ask("fact_values", "fact_values", {}, ({ columns }) =>
      setValues(Object.fromEntries(columns.map((column) => [column.field, column.values]))),
    );
  }, [ask, facts]);
  return useMemo(
    () => (tree === null || schema === null ? null : { tree, schema, values }),
    [tree, schema, values],
  );
}
