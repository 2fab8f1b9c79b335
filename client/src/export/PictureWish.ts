import type { Locale } from '@charrette/shared'
import type { Paper } from './pdf/planPages.ts'

/** The formats that are drawn in the browser. */
export type PictureFormat = 'pdf' | 'png' | 'svg' | 'pptx'

/** What somebody wants a picture of, and what it is to be like. */
export interface PictureWish {
	/** Ids of the shapes that are wanted, with all in them; null is the whole board. */
	chosen: readonly string[] | null
	/** Whether the names of those who wrote stand on the cards. Nobody's do while the workshop is anonymous. */
	names: boolean
	/** PNG: pixels a board unit. */
	scale: number
	/** PNG and SVG: the board's paper, or nothing. */
	ground: 'paper' | 'transparent'
	/** PDF */
	paper: Paper
}

/** What a picture is called, and from when it is. */
export interface PictureAbout {
	workshop: string
	title: string
	/** ms */
	at: number
	locale: Locale
}

/** A picture as a file; a ZIP where one picture would have been larger than a browser can draw. */
export interface PictureFile {
	blob: Blob
	ending: PictureFormat | 'zip'
}

/** Is told how far a picture is; throws to end the drawing. */
export type OnProgress = (done: number, all: number) => void
