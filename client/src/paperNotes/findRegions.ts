import type { Pixels } from '../import/photo/straighten.ts'

/** Connected px of an even colour. */
export interface Region {
	/** The first row. */
	top: number
	/** The first and the last column of each row, from the top. */
	rows: [from: number, to: number][]
	/** The number of sides of the photo that it touches. */
	touched: number
}

/** The change of a channel across a px above which the px is an edge. */
const EDGE = 11
/** Regions of fewer px are left out. */
const MIN_PIXELS = 60

/** Returns the regions of an even colour. The light on a region may change, without an edge. */
export function findRegions(image: Pixels): Region[] {
	const { width, height } = image
	const data = blur(image)
	const parents = new Int32Array(width * height).map((_, at) => at)
	const rootOf = (start: number) => {
		let at = start
		for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
			parents[at] = parents[parent] ?? parent
			at = parent
		}
		return at
	}
	const edges = findEdges(data, width, height)
	const join = (a: number, b: number) => {
		if (!edges[a] && !edges[b]) parents[rootOf(a)] = rootOf(b)
	}
	for (let at = 0; at < width * height; at++) {
		if (at % width > 0) join(at, at - 1)
		if (at >= width) join(at, at - width)
	}
	const found = new Map<number, Region & { count: number }>()
	for (let at = 0; at < width * height; at++) {
		const [row, column] = [Math.floor(at / width), at % width]
		const root = rootOf(at)
		const region = found.get(root) ?? { top: row, rows: [], touched: 0, count: 0 }
		found.set(root, region)
		region.count++
		const span = region.rows[row - region.top]
		if (span) span[1] = column
		else region.rows[row - region.top] = [column, column]
	}
	return [...found.values()]
		.filter(({ count }) => count >= MIN_PIXELS)
		.map(({ top, rows }) => {
			const left = rows.some(([from]) => from === 0)
			const right = rows.some(([, to]) => to === width - 1)
			const sides = [left, right, top === 0, top + rows.length === height]
			return { top, rows, touched: sides.filter(Boolean).length }
		})
}

/** Returns 1 for each px at which the colour changes, 0 for the others. */
function findEdges(data: Float32Array, width: number, height: number): Uint8Array {
	const edges = new Uint8Array(width * height)
	for (let at = 0; at < edges.length; at++) {
		const [row, column] = [Math.floor(at / width), at % width]
		const left = column > 0 ? at - 1 : at
		const right = column < width - 1 ? at + 1 : at
		const upper = row > 0 ? at - width : at
		const lower = row < height - 1 ? at + width : at
		for (let channel = 0; channel < 3; channel++) {
			const across = Math.abs((data[right * 4 + channel] ?? 0) - (data[left * 4 + channel] ?? 0))
			const down = Math.abs((data[lower * 4 + channel] ?? 0) - (data[upper * 4 + channel] ?? 0))
			if (Math.max(across, down) > EDGE) edges[at] = 1
		}
	}
	return edges
}

/** Returns the colours, each as the average of its px and the eight around it. */
function blur({ data, width, height }: Pixels): Float32Array {
	const across = new Float32Array(data.length)
	const both = new Float32Array(data.length)
	const at = (row: number, column: number) => (row * width + column) * 4
	for (let row = 0; row < height; row++)
		for (let column = 0; column < width; column++)
			for (let channel = 0; channel < 3; channel++) {
				const value = (other: number) => data[at(row, Math.min(width - 1, Math.max(0, other))) + channel] ?? 0
				across[at(row, column) + channel] = (value(column - 1) + value(column) + value(column + 1)) / 3
			}
	for (let row = 0; row < height; row++)
		for (let column = 0; column < width; column++)
			for (let channel = 0; channel < 3; channel++) {
				const value = (other: number) => across[at(Math.min(height - 1, Math.max(0, other)), column) + channel] ?? 0
				both[at(row, column) + channel] = (value(row - 1) + value(row) + value(row + 1)) / 3
			}
	return both
}
