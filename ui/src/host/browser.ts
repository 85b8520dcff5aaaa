import type { Host } from "./host.ts";

/**
 * The door as a plain browser has it, for tests: `tierwright serve` on loopback carries out the same
 * operations. The token in the page's address proves that whoever started the server opened the page.
 */
export function browserHost(address: URL = new URL(globalThis.location.href)): Host {
  const token = address.searchParams.get("token") ?? "";
  return {
    call: async (op, request) => {
      const response = await fetch(new URL("/call", address), {
        method: "POST",
        headers: { "content-type": "application/json", "x-tierwright-token": token },
        body: JSON.stringify({ op, ...request }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw answer;
      return answer as never;
    },
    opening: async () => {
      const sample = address.searchParams.has("sample");
      return { sample, path: null, resumes: !sample };
    },
    dialogs: null,
    onMenu: () => () => {},
    onDrop: () => () => {},
    onOpen: () => () => {},
    shows: (title) => {
      document.title = title;
    },
  };
}
