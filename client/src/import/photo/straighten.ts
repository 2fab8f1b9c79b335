/** A point of an image, as shares of its width and height or in px. */
export interface Corner {
	x: number
	y: number
}

/** Upper left, upper right, lower right, lower left. */
export type Corners = readonly [Corner, Corner, Corner, Corner]

/** The fields of `ImageData` that are used here. */
export interface Pixels {
	data: Uint8ClampedArray
	width: number
	height: number
}

/** The longest side of a straightened photo, in px. */
const MAX_SIDE = 2400

/**
 * Returns the size of the rectangle that has these four corners, in px, in a photo: the longer one
 * of each pair of opposite sides, at most MAX_SIDE.
 */
export function straightSize([a, b, c, d]: Corners): { width: number; height: number } {
	const width = Math.max(distance(a, b), distance(d, c), 1)
	const height = Math.max(distance(a, d), distance(b, c), 1)
	const scale = Math.min(1, MAX_SIDE / Math.max(width, height))
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const distance = (a: Corner, b: Corner) => Math.hypot(a.x - b.x, a.y - b.y)

/**
 * Returns the perspective that maps the unit square to four corners (P. Heckbert, 1989), as a
 * function.
 */
export function perspectiveOf([a, b, c, d]: Corners): (u: number, v: number) => Corner {
	const sum = { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y }
	const right = { x: b.x - c.x, y: b.y - c.y }
	const below = { x: d.x - c.x, y: d.y - c.y }
	const area = right.x * below.y - below.x * right.y || 1
	const g = (sum.x * below.y - below.x * sum.y) / area
	const h = (right.x * sum.y - sum.x * right.y) / area
	return (u, v) => {
		const w = g * u + h * v + 1
		return {
			x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
			y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
		}
	}
}

/**
 * Whether the corners form a convex quadrilateral in their order. Only such a shape can be
 * straightened.
 */
export function isConvex(corners: Corners): boolean {
	return corners.every((corner, at) => {
		const next = corners[(at + 1) % 4] ?? corner
		const after = corners[(at + 2) % 4] ?? corner
		return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x) > 0
	})
}

/**
 * Fills one row of `to` with the pixels of `from` that the perspective maps to it, with bilinear
 * interpolation.
 */
export function fillRow(to: Pixels, row: number, from: Pixels, at: ReturnType<typeof perspectiveOf>): void {
	for (let column = 0; column < to.width; column++) {
		const { x, y } = at((column + 0.5) / to.width, (row + 0.5) / to.height)
		const left = Math.min(Math.max(x - 0.5, 0), from.width - 1)
		const top = Math.min(Math.max(y - 0.5, 0), from.height - 1)
		const [x0, y0] = [Math.floor(left), Math.floor(top)]
		const x1 = Math.min(x0 + 1, from.width - 1)
		const y1 = Math.min(y0 + 1, from.height - 1)
		const [dx, dy] = [left - x0, top - y0]
		const target = (row * to.width + column) * 4
		for (let channel = 0; channel < 4; channel++) {
			const pixel = (px: number, py: number) => from.data[(py * from.width + px) * 4 + channel] ?? 0
			const upper = pixel(x0, y0) * (1 - dx) + pixel(x1, y0) * dx
			const lower = pixel(x0, y1) * (1 - dx) + pixel(x1, y1) * dx
			to.data[target + channel] = upper * (1 - dy) + lower * dy
		}
	}
}
