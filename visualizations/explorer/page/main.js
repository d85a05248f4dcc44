// The start of the page: its data, where answers come from, the drawing, and the keys.

import { App } from "./app.js";
import { elementById, listen } from "./elements.js";
import { createStage } from "./drawing.js";
import { FileSource } from "./file_source.js";
import { HoverCard } from "./hover_card.js";
import { ServiceSource } from "./service_source.js";
import { pathTo, startShortcuts } from "./shortcuts.js";
import { startMenus } from "./menus.js";
import { startSheet } from "./sheet.js";

const data = /** @type {import("./page_types.js").PageData} */ (JSON.parse(elementById("data").textContent ?? ""));
const source = data.service ? new ServiceSource(data.service) : new FileSource(data);
const app = new App(data, source);
const card = new HoverCard(app);
app.stage = createStage(/** @type {HTMLCanvasElement} */ (elementById("drawing")), {
  onSelect: (item) => app.select(selectionOf(item)),
  onOpen: (node) => app.growth.expand(node.id),
  onHover: (item, x, y) => card.show(selectionOf(item), x, y),
  onShift: (node) => pathTo(app, node.id),
  onChange: () => card.hide(),
});
const darkness = matchMedia("(prefers-color-scheme: dark)");
app.dark = darkness.matches;
app.stage.theme(app.dark ? "dark" : "light");
listen(darkness, { change: () => app.repaint(darkness.matches) });
listen(window, { popstate: () => app.follow() });
startMenus(app, data);
startSheet();
startShortcuts(app);
app.follow();

/**
 * @param {import("./types.js").Item | null} item
 * @returns {import("./page_types.js").Selection}
 */
function selectionOf(item) {
  if (!item) return null;
  return item.edge ? { edge: item.edge.id } : { node: item.node.id };
}

// The handle that the tests, and whoever opens the console, have on the page.
Object.assign(window, { commonground: { app, data } });
