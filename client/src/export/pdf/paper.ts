/** Widths and heights in portrait, in millimetres (ISO 216, ANSI Y14.1). */
const SIZES_MM = {
	a0: [841, 1189],
	a1: [594, 841],
	a2: [420, 594],
	a3: [297, 420],
	a4: [210, 297],
	letter: [215.9, 279.4],
} as const
export type PaperSize = keyof typeof SIZES_MM

/** The paper sizes of office printers. */
export const SHEET_PAPERS = ['a4', 'a3', 'letter'] as const
export type SheetPaper = (typeof SHEET_PAPERS)[number]

export interface Size {
	w: number
	h: number
}

/** A position and a size in points, from the upper left corner of a page. */
export interface Area extends Size {
	x: number
	y: number
}

/** The position of a board on a page, in points. */
export interface BoardPlace {
	/** Points per board unit. */
	scale: number
	/** The part of the page that shows the board, which is clipped there. */
	window: Area
	/** The position of the board's upper left corner on the page. */
	origin: { x: number; y: number }
}

const MM_PER_INCH = 25.4
const PT_PER_INCH = 72

/** Converts millimetres to points. */
export function mmToPt(length: number): number {
	return (length / MM_PER_INCH) * PT_PER_INCH
}

/** Returns the size of a paper in points, in portrait. */
export function portraitSize(paper: PaperSize): Size {
	const [w, h] = SIZES_MM[paper]
	return { w: mmToPt(w), h: mmToPt(h) }
}

/** Returns the size of a paper in points, in landscape. */
export function landscapeSize(paper: PaperSize): Size {
	const { w, h } = portraitSize(paper)
	return { w: h, h: w }
}

/** The regions in which Letter is the usual paper (Unicode CLDR 48, `measurementData`). */
const LETTER_REGIONS = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))

/** Returns the usual paper in the region of a browser's language, e.g. `en-US`. */
export function usualPaper(language: string): 'a4' | 'letter' {
	const region = /^[a-z]+(?:-[a-z]{4})?-([a-z]{2})\b/i.exec(language)?.[1] ?? ''
	return LETTER_REGIONS.has(region.toUpperCase()) ? 'letter' : 'a4'
}
