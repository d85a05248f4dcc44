/** @param {any} canvas @param {any} handlers @returns {any} */
export function createStage(canvas, handlers) {
  const none = () => undefined;
  const held = { scene: { nodes: [], edges: [] }, canvas, handlers };
  return new Proxy(held, { get: (_, name) => (name === "positions" ? () => new Map() : name === "held" ? held : none) });
}
