import { expect, it } from 'vitest'
import type { Corner, Pixels } from '../import/photo/straighten.ts'
import { cropNote, greyPicture } from './cropNote.ts'
import { findNotes, MAX_NOTES } from './findNotes.ts'
import { joinLines } from './joinLines.ts'

type Colour = readonly [number, number, number]
const YELLOW: Colour = [255, 240, 150]
const PINK: Colour = [255, 190, 210]
const INK: Colour = [40, 38, 36]

interface Drawn {
	x: number
	y: number
	w: number
	h: number
	colour: Colour
	/** In degrees. */
	tilt?: number
}

/** A photo of a surface that is darker at one side, with rectangles on it and the same noise. */
function drawPhoto(drawn: readonly Drawn[], { width = 800, height = 600 } = {}): Pixels {
	const data = new Uint8ClampedArray(width * height * 4)
	let state = 7
	const draw = (x: number, y: number, [red, green, blue]: Colour) => {
		state = (state * 1664525 + 1013904223) >>> 0
		const noise = (state / 2 ** 32 - 0.5) * 16
		const at = (y * width + x) * 4
		data[at] = red + noise
		data[at + 1] = green + noise
		data[at + 2] = blue + noise
		data[at + 3] = 255
	}
	const fill = (one: Drawn, colourAt: (x: number) => Colour) => {
		const reach = Math.hypot(one.w, one.h) / 2
		const [middleX, middleY] = [one.x + one.w / 2, one.y + one.h / 2]
		const [left, top] = [Math.max(0, Math.floor(middleX - reach)), Math.max(0, Math.floor(middleY - reach))]
		for (let y = top; y < Math.min(height, middleY + reach); y++)
			for (let x = left; x < Math.min(width, middleX + reach); x++) if (isInside(one, { x, y })) draw(x, y, colourAt(x))
	}
	fill({ x: 0, y: 0, w: width, h: height, colour: INK }, (x) => {
		const light = 215 - (60 * x) / width
		return [light, light - 6, light - 16]
	})
	for (const one of drawn) fill(one, () => one.colour)
	return { data, width, height }
}

function isInside({ x, y, w, h, tilt = 0 }: Drawn, point: Corner): boolean {
	const angle = (-tilt * Math.PI) / 180
	const [dx, dy] = [point.x - x - w / 2, point.y - y - h / 2]
	const along = dx * Math.cos(angle) - dy * Math.sin(angle)
	const across = dx * Math.sin(angle) + dy * Math.cos(angle)
	return Math.abs(along) <= w / 2 && Math.abs(across) <= h / 2
}

/** The middles of the notes that are found, rounded to 10 px. */
const middles = (photo: Pixels) =>
	findNotes(photo).map(({ corners }) =>
		(['x', 'y'] as const).map((axis) => Math.round(corners.reduce((sum, corner) => sum + corner[axis], 0) / 40) * 10),
	)

const note = (x: number, y: number, more: Partial<Drawn> = {}): Drawn => ({
	x,
	y,
	w: 120,
	h: 100,
	colour: YELLOW,
	...more,
})

it('[PAPER1a] notes are found on an uneven surface, also tilted ones, in reading order', () => {
	const photo = drawPhoto([
		note(400, 360),
		note(80, 350, { tilt: 8 }),
		note(520, 90, { colour: PINK, tilt: -6 }),
		note(60, 60),
	])
	expect(middles(photo)).toEqual([
		[120, 110],
		[580, 140],
		[140, 400],
		[460, 410],
	])
})

it('[PAPER1a] touching notes of two colours are two; ink, a strip and a sheet of paper with notes on it are none', () => {
	const sheet: Drawn = { x: 40, y: 40, w: 460, h: 420, colour: [250, 250, 246] }
	const notes = [note(80, 100), note(200, 100, { colour: PINK })]
	const ink: Drawn[] = [0, 1, 2].map((line) => ({ x: 95, y: 120 + line * 22, w: 80, h: 5, colour: INK }))
	const strip: Drawn = { x: 560, y: 20, w: 16, h: 560, colour: INK }
	expect(middles(drawPhoto([sheet, ...notes, ...ink, strip]))).toEqual([
		[140, 150],
		[260, 150],
	])
	expect(middles(drawPhoto([]))).toEqual([])
})

it(`[PAPER1a] of more than ${MAX_NOTES} notes, as many are found`, () => {
	const rows = Array.from({ length: 144 }, (_, at) =>
		note(10 + (at % 12) * 65, 10 + Math.floor(at / 12) * 48, { w: 50, h: 36 }),
	)
	expect(findNotes(drawPhoto(rows))).toHaveLength(MAX_NOTES)
})

it('[PAPER1a] the picture of a tilted note is upright, and for reading its ink is black and its paper white', () => {
	const line: Drawn = { x: 320, y: 245, w: 160, h: 10, colour: INK, tilt: 10 }
	const photo = drawPhoto([note(300, 175, { w: 200, h: 150, tilt: 10 }), line])
	const [found] = findNotes(photo)
	if (!found) throw new Error('no note was found')
	const picture = cropNote(photo, found)
	expect(picture.width / picture.height).toBeCloseTo(200 / 150, 1)
	const grey = greyPicture(picture)
	const at = (x: number, y: number) =>
		grey.data[(Math.round(y * grey.height) * grey.width + Math.round(x * grey.width)) * 4] ?? -1
	for (const x of [0.15, 0.5, 0.85]) {
		expect(at(x, 0.5)).toBeLessThan(80)
		expect(at(x, 0.3)).toBeGreaterThan(200)
	}
})

it('[PAPER1b] lines become one text: no spaces in Chinese, divided words whole', () => {
	expect(joinLines('Permits take\nnine months\n')).toBe('Permits take nine months')
	expect(joinLines('审批 需要\n九 个 月')).toBe('审批需要九个月')
	expect(joinLines('公交 BRT\n专用道')).toBe('公交 BRT 专用道')
	expect(joinLines('mainte-\nnance by year-\nEnd')).toBe('maintenance by year- End')
	expect(joinLines(' \n')).toBe('')
})
