import type { Board, Locale, Workshop } from '@charrette/shared'

/** What an export says of itself: whose board, when, in which language its headings are, and where its images are. */
export interface ExportAbout {
	workshop: Pick<Workshop, 'id' | 'title'>
	board: Pick<Board, 'id' | 'title'>
	at: Date
	locale: Locale
	/** Under which address the server is reached that has the images, without a slash at its end. */
	origin: string
}
