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
    // Whoever started the server said what to open, and it is open already.
    opening: async () => ({ sample: false, path: null }),
    dialogs: null,
    onMenu: () => () => {},
    onDrop: () => () => {},
    setTitle: (title) => {
      document.title = title;
    },
  };
}
