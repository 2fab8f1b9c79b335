import {
	type Corner,
	type Corners,
	fillRow,
	type Pixels,
	perspectiveOf,
	straightSize,
} from '../import/photo/straighten.ts'
import type { FoundNote } from './findNotes.ts'

/** The share of a note's sides that is cut off: its edges and their shadow. */
const INSET = 0.01
/** The longer side of the picture of a note, in px: at least, and at most. */
const MIN_SIDE = 700
const MAX_SIDE = 1200

/** Returns the upright picture of a note. */
export function cropNote(photo: Pixels, { corners }: FoundNote): Pixels {
	const inner = inset(corners)
	const size = straightSize(inner)
	const longer = Math.max(size.width, size.height)
	const scale = Math.min(Math.max(longer, MIN_SIDE), MAX_SIDE) / longer
	const width = Math.max(1, Math.round(size.width * scale))
	const height = Math.max(1, Math.round(size.height * scale))
	const crop = { data: new Uint8ClampedArray(width * height * 4), width, height }
	const at = perspectiveOf(inner)
	for (let row = 0; row < height; row++) fillRow(crop, row, photo, at)
	return crop
}

function inset(corners: Corners): Corners {
	const at = perspectiveOf(corners)
	const ends: Corner[] = [at(INSET, INSET), at(1 - INSET, INSET), at(1 - INSET, 1 - INSET), at(INSET, 1 - INSET)]
	return ends as unknown as Corners
}

/** The shares of px that become black and white. */
const BLACK = 0.01
const WHITE = 0.6

/** Returns a picture in grey, with the darkest ink black and the paper white, for reading it. */
export function greyPicture({ data, width, height }: Pixels): Pixels {
	const grey = new Uint8ClampedArray(width * height)
	const counts = new Uint32Array(256)
	for (let at = 0; at < grey.length; at++) {
		const [red, green, blue] = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0]
		const value = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
		grey[at] = value
		counts[value] = (counts[value] ?? 0) + 1
	}
	const black = levelAt(counts, grey.length * BLACK)
	const white = Math.max(black + 1, levelAt(counts, grey.length * WHITE))
	const to = new Uint8ClampedArray(data.length)
	for (let at = 0; at < grey.length; at++)
		to.set([0, 0, 0].fill((((grey[at] ?? 0) - black) / (white - black)) * 255).concat(255), at * 4)
	return { data: to, width, height }
}

/** Returns the level below which there are so many px. */
function levelAt(counts: Uint32Array, below: number): number {
	let sum = 0
	for (const [level, count] of counts.entries()) {
		sum += count
		if (sum > below) return level
	}
	return 255
}
