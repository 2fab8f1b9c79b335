import type {
	Board,
	BoardContent,
	BoardRecords,
	ImageId,
	ImageWidth,
	Locale,
	Session,
	VoteResult,
	Workshop,
} from '@charrette/shared'
import type { ImageFile } from '../ports/ImageStore.ts'

/** A board read out whole, for those who write it down: one alone, or many for a session or a workshop. */
export interface ExportedBoard {
	workshop: Workshop
	session: Session
	board: Board
	/** With the dots of its newest vote; authors are named only if `isNamed`. */
	content: BoardContent
	/** All that lies in its document; `meta.author` is in it only if `isNamed`. `schema` is its version (DOC7). */
	document: { schema: number; records: BoardRecords }
	/** The newest vote on its cards that was closed, with what other boards got in it; null if there was none. */
	result: VoteResult | null
	/** Whether it may be told who wrote what: never while the workshop is anonymous (ANON1). */
	isNamed: boolean
	/** A picture of it, in this width where one is given; null for one that is not there. They are read one by one, since a board may have many. */
	picture(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
}

/** What an export says of itself: when it was written, in which language its headings are, and where its images are. */
export interface ExportAbout {
	at: Date
	/** In which days are told; the server's own where none is named. */
	zone?: string | undefined
	locale: Locale
	/** Under which address the server is reached that has the images, without a slash at its end. */
	origin: string
}
