import type { BoardContent, BoardId, Locale, PaperWords, Session, VoteResult, Workshop } from '@charrette/shared'
import { paperWordsIn } from '@charrette/shared'
import type { Labels } from '../labels.ts'
import { labelsIn } from '../labels.ts'
import type { ReportPicture } from './Report.ts'

/** What a report is made from. */
export interface ReportSource {
	workshop: Workshop
	/** Those of the workshop that it tells of. */
	sessions: readonly Session[]
	contents: ReadonlyMap<BoardId, BoardContent>
	/** Of the votes in these sessions. */
	results: readonly VoteResult[]
	/** Pictures of whole boards, where there are any. */
	pictures: ReadonlyMap<BoardId, ReportPicture>
	/** The images on the boards, by their path, as far as they are to be in it. */
	images: ReadonlyMap<string, ReportPicture>
}

/** How it is to be told. */
export interface ReportWish {
	locale: Locale
	at: Date
	/** In which days are told; the server's own where none is named. */
	zone?: string | undefined
	/** Whether the roster is told by name. Cards name whom their content names. */
	namesPeople: boolean
}

/** All that the sections of a report are made with. */
export interface ReportScope extends ReportSource, ReportWish {
	words: Labels
	paper: PaperWords
}

export function scopeOf(source: ReportSource, wish: ReportWish): ReportScope {
	return { ...source, ...wish, words: labelsIn(wish.locale), paper: paperWordsIn(wish.locale) }
}
