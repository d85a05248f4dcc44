// The start of the page: its data, where answers come from, the drawing, and the keys.

import { App } from "./app.js";
import { partOf, listen } from "./elements.js";
import { createStage } from "./drawing.js";
import { FileSource } from "./file_source.js";
import { HoverCard } from "./hover_card.js";
import { ServiceSource } from "./service_source.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menus.js";
import { startSheet } from "./sheet.js";

const data = /** @type {import("./page_types.js").PageData} */ (JSON.parse(partOf("data").textContent ?? ""));
const source = data.service ? new ServiceSource(data.service) : new FileSource(data);
const app = new App(data, source);
const card = new HoverCard(app);
app.stage = createStage(partOf("drawing"), {
  onSelect: (/** @type {import("./page_types.js").Selection} */ what) => app.select(what && ("edge" in what ? { edge: what.edge } : { node: what.node })),
  onOpen: (/** @type {string} */ node) => app.growth.expand(node),
  onHover: (/** @type {import("./page_types.js").Selection} */ what, /** @type {number} */ x, /** @type {number} */ y) => card.show(what, x, y),
  onShift: (/** @type {string} */ node) => app.pathTo(node),
  onChange: () => card.hide(),
});
const darkness = matchMedia("(prefers-color-scheme: dark)");
app.dark = darkness.matches;
app.stage.theme(app.dark ? "dark" : "light");
listen(darkness, { change: () => app.repaint(darkness.matches) });
listen(window, { popstate: () => app.follow(), hashchange: () => app.follow() });
startMenus(app, data);
startSheet();
startKeys(app);
app.follow();
// The handle that the tests, and whoever opens the console, have on the page.
Object.assign(window, { commonground: { app, data } });
