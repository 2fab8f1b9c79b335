import type { Board, Locale, Workshop } from '@charrette/shared'

/** What an export says of itself: whose board, when, and in which language its headings are. */
export interface ExportAbout {
	workshop: Pick<Workshop, 'id' | 'title'>
	board: Pick<Board, 'id' | 'title'>
	at: Date
	locale: Locale
}
