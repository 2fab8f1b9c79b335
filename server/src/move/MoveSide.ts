import type { MovedRow, MovedTable } from './MovedTable.ts'

/** A page of rows has at most so many, and ends with the row that exceeds the bytes. */
export const PAGE = { rows: 1000, bytes: 4 * 1024 * 1024 }

/** An image with all its widths, and a document. */
export interface MovedImage {
	id: string
	/** The media type. */
	type: string
	/** The time of its last use in ms, in whole seconds. */
	usedAt: number
	isAside: boolean
	/** In ascending order of width; 0 is the full image. */
	files: { width: number; bytes: Buffer }[]
}

/** One of the two storages of a move. No server uses it meanwhile. */
export interface MoveSide {
	/** For people, without a password. */
	name: string
	/** Returns the rows after this one in the order of the key: a page, empty at the end. */
	read(table: MovedTable, after: MovedRow | null): Promise<MovedRow[]>
	/** The number of the newest row that a log had, which is never used again. */
	logEnd(): Promise<number>
	/** The ids of all images, in ascending order. */
	imageIds(): Promise<string[]>
	/** Null if it is not there, or without its full file. */
	image(id: string): Promise<MovedImage | null>
	/** The private key that signs practices, as PEM; null if there is none. */
	signingKey(): Promise<string | null>
	close(): Promise<void>
}

/** The target of a move. It remembers what has arrived, so that an interrupted move continues. */
export interface MoveTarget extends MoveSide {
	/** The row that arrived last; null if none has. */
	arrived(table: MovedTable): Promise<MovedRow | null>
	/** Writes a page of rows, and that they have arrived, in one transaction. */
	write(table: MovedTable, rows: readonly MovedRow[]): Promise<void>
	/** Ends rounds of votes, whose dots have arrived. */
	endRounds(ids: readonly string[]): Promise<void>
	/** Numbers of new rows continue after those that arrived. */
	continueFrom(logEnd: number): Promise<void>
	putImage(image: MovedImage): Promise<void>
	putSigningKey(pem: string): Promise<void>
	/** Makes the search index of the listed practices. Cards are indexed when they are searched. */
	indexPractices(ids: readonly string[]): Promise<void>
	/** Removes the mark with which no server starts on it: everything is there. */
	finish(): Promise<void>
}

/** The bytes of a row, roughly, as a page counts them. */
export function weigh(row: MovedRow): number {
	let bytes = 0
	for (const value of Object.values(row))
		bytes += typeof value === 'string' || value instanceof Buffer ? value.length : 8
	return bytes
}
