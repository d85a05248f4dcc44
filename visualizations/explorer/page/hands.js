// What the stage does with hands and keys.

/** @import { Item } from "./types.js" */
/** @import { Hands } from "./gestures.js" */
/** @import { KeyHands } from "./keys.js" */
/** @import { Stage } from "./drawing.js" */

import { panned, zoomedAt } from "./camera.js";

/** @type {(stage: Stage) => Hands} */
export function handsOf(stage) {
  /** @type {string | null} */
  let clicked = null; // both clicks of a double one are on the same thing
  return {
    grab: (x, y, reach) => {
      const item = stage.hit(x, y, reach);
      stage.dragged = (item?.node && stage.scenery.model.nodes.get(item.node.id)) ?? null;
      return stage.dragged !== null;
    },
    dragNode: (dx, dy) => {
      const { scale } = stage.view.camera;
      stage.isFitted = false;
      if (stage.dragged) stage.scenery.move(stage.dragged, dx / scale, dy / scale);
    },
    drop: (moved) => {
      stage.dragged = null;
      if (moved) stage.handlers.onChange?.();
    },
    pan: (dx, dy) => stage.look(panned(stage.view.camera, dx, dy)),
    zoomAt: (factor, x, y) => stage.look(zoomedAt(stage.view.camera, factor, x, y)),
    click: (x, y, reach, event) => {
      const item = stage.hit(x, y, reach);
      clicked = idOf(item);
      choose(stage, item, event);
    },
    open: (x, y, reach, event) => {
      const item = stage.hit(x, y, reach);
      if (item?.node && item.node.id === clicked) stage.handlers.onOpen?.(item.node);
      else choose(stage, item, event);
    },
    hover: (x, y, reach) => hoverOver(stage, stage.hit(x, y, reach), x, y),
    leave: () => hoverOver(stage, null, 0, 0),
  };
}

/** @type {(stage: Stage) => KeyHands} */
export function keyHandsOf(stage) {
  return {
    go: (way) => void stage.focusNext(way),
    choose: (event) => choose(stage, stage.focus.item, event),
    zoom: (factor) => stage.zoom(factor),
    fit: () => stage.fit(),
  };
}

/** @type {(stage: Stage, item: Item | null, event: MouseEvent | KeyboardEvent) => void} */
function choose({ handlers }, item, event) {
  if (item?.node && event.shiftKey) handlers.onShift?.(item.node);
  else handlers.onSelect?.(item, event);
}

/** @type {(stage: Stage, item: Item | null, x: number, y: number) => void} */
function hoverOver({ canvas, handlers, scenery }, item, x, y) {
  const { hovered } = scenery.marked;
  const id = idOf(item);
  if (id === null && hovered === null) return;
  if (id !== hovered) scenery.point({ hovered: id });
  canvas.style.cursor = id === null ? "" : "pointer";
  handlers.onHover?.(item, x, y);
}

/** @type {(item: Item | null) => string | null} */
function idOf(item) {
  return item ? (item.node ?? item.edge).id : null;
}
