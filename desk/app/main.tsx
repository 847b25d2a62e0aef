import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./shell/base.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, styleNonce } from "./shell/app.tsx";
import { reloadWhenOutdated } from "./shell/outdated.ts";

// Dialogs lock the page's scrolling with a style element of their own.
setNonce(styleNonce());
reloadWhenOutdated();

const root = document.getElementById("desk");
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
