// The general styles come first, so that what a feature says of its own parts holds over them.
import "./styles/base.css";
import "./styles/print.css";
import "./components/controls.css";
import "./components/figures.css";
import { chooseLanguage } from "./text/language.ts";

// Texts are said where they stand, many as soon as their file is read: the language is chosen before that.
chooseLanguage(new URL(location.href))
  .then(() => import("./app/start.tsx"))
  .then(({ start }) => start());
