// The outlines of nodes: each kind has one of its own, so that it is told apart without colour.

// Corners in halves of the width; the pictures of the command line have the same.
/** @type {Record<string, readonly number[]>} */
const CORNERS = {
  diamond: [0, -1.2, 1.2, 0, 0, 1.2, -1.2, 0],
  triangle: [0, -1.15, 1.1, 0.8, -1.1, 0.8],
  triangleDown: [0, 1.15, 1.1, -0.8, -1.1, -0.8],
  hexagon: [1, 0, 0.5, 0.87, -0.5, 0.87, -1, 0, -0.5, -0.87, 0.5, -0.87],
  star: [
    0, -1.2, 0.29, -0.4, 1.14, -0.37, 0.48, 0.15, 0.71, 0.97,
    0, 0.5, -0.71, 0.97, -0.48, 0.15, -1.14, -0.37, -0.29, -0.4,
  ],
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  box: [-1.3, -0.7, 1.3, -0.7, 1.3, 0.7, -1.3, 0.7],
};
const FLAT = { across: 1.3, down: 0.75 };

/**
 * Add a shape to the path of a canvas; one that is not known is a circle.
 * @type {(ctx: CanvasRenderingContext2D, shape: string, x: number, y: number, half: number) => void}
 */
export function traceShape(ctx, shape, x, y, half) {
  const corners = Object.hasOwn(CORNERS, shape) ? CORNERS[shape] : null;
  if (corners) {
    ctx.moveTo(x + half * corners[0], y + half * corners[1]);
    for (let at = 2; at < corners.length; at += 2) {
      ctx.lineTo(x + half * corners[at], y + half * corners[at + 1]);
    }
    ctx.closePath();
  } else if (shape === "ellipse") {
    ctx.moveTo(x + FLAT.across * half, y);
    ctx.ellipse(x, y, FLAT.across * half, FLAT.down * half, 0, 0, 2 * Math.PI);
  } else {
    ctx.moveTo(x + half, y);
    ctx.arc(x, y, half, 0, 2 * Math.PI);
  }
}

/**
 * Return a shape as the data of an SVG path.
 * @type {(shape: string, x: number, y: number, half: number) => string}
 */
export function shapePath(shape, x, y, half) {
  const corners = Object.hasOwn(CORNERS, shape) ? CORNERS[shape] : null;
  if (corners) {
    const points = [];
    for (let at = 0; at < corners.length; at += 2) {
      points.push(`${(x + half * corners[at]).toFixed(1)},${(y + half * corners[at + 1]).toFixed(1)}`);
    }
    return `M${points.join("L")}Z`;
  }
  const across = (shape === "ellipse" ? FLAT.across : 1) * half;
  const down = (shape === "ellipse" ? FLAT.down : 1) * half;
  const arc = `a${across.toFixed(1)},${down.toFixed(1)} 0 1 0 `;
  const wide = (2 * across).toFixed(1);
  return `M${(x - across).toFixed(1)},${y.toFixed(1)}${arc}${wide},0${arc}-${wide},0Z`;
}
