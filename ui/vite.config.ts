import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    // light-dark() and container queries are used as written, not rewritten for older engines.
    target: ["chrome123", "safari17.5"],
    // The content policy allows files of our own and no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    // Style sheets are read as they are: the contrast of the tokens is tested.
    css: true,
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
