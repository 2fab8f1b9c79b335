import type {
	BoardId,
	ErrorCode,
	ExportFormat,
	ImageId,
	ImageWidth,
	ParticipantId,
	ReportFormat,
	Session,
	Snapshot,
	TextLanguage,
	VoteResult,
	Workshop,
} from '@charrette/shared'
import type { ExportMeta } from '../../export/ExportedBoard.ts'
import type { FoundTexts } from '../../export/inLanguage.ts'
import type { ReportExchange } from '../../export/report/ReportExchange.ts'
import type { ReportOptions } from '../../export/report/ReportScope.ts'
import type { RecordAttribution } from '../../ports/DocStore.ts'
import type { ImageFile } from '../../ports/ImageStore.ts'
import type { LogCopy } from '../../ports/LogCopy.ts'
import type { BoardCounts } from './boardCounts.ts'

/** Boards of one workshop, and whether their authors are named. */
interface BoardsJob {
	workshop: Workshop
	boards: readonly BoardId[]
	authors: boolean
	/** Null if texts are as written. */
	language: TextLanguage | null
	meta: ExportMeta
}

/** The participants' names, by id. */
type Names = readonly [id: string, name: string][]

/** A heavy read, in a form that can be sent to a process. States are full Yjs updates (V2). */
export type ExportJob =
	| { type: 'content'; workshop: Workshop; board: BoardId }
	| ({ type: 'board'; format: ExportFormat; cards: readonly string[] | undefined } & BoardsJob)
	| ({ type: 'texts'; cards: readonly string[] | undefined } & BoardsJob)
	/** Readers of a shared page get no threads (THREAD6). */
	| ({ type: 'viewer'; isShared?: true } & BoardsJob)
	| ({ type: 'workbook' } & BoardsJob)
	| {
			type: 'archive'
			workshop: Workshop
			sessions: readonly Session[]
			results: VoteResult[]
			meta: ExportMeta
			authors: boolean
			language: TextLanguage | null
			exchange: ReportExchange | null
			/** An exchange file of the practices that were published, as JSON; null without any. */
			practices: string | null
			/** The collections as CSV; null without any. */
			collections: string | null
	  }
	| {
			type: 'report'
			workshop: Workshop
			sessions: readonly Session[]
			results: VoteResult[]
			format: ReportFormat
			options: ReportOptions
			language: TextLanguage | null
			exchange: ReportExchange | null
			/** The file with images of boards that the client rendered, a ZIP. */
			renders: string | null
	  }
	| { type: 'snapshot'; state: Uint8Array; names: Names }
	| {
			type: 'visit'
			/** The snapshot before the visit; null without. */
			before: Uint8Array | null
			copy: LogCopy
			names: Names
			/** Those since that snapshot. */
			attributions: RecordAttribution[]
			/** The end of the last visit in ms, and whose it was. */
			since: number
			viewer: string
			/** Null if no authors are named. */
			participants: { id: ParticipantId }[] | null
	  }
	| {
			type: 'changes'
			before: Uint8Array | null
			/** A snapshot, or the board as it is now. */
			after: { state: Uint8Array } | { copy: LogCopy }
			names: Names
			span: { since: Snapshot | null; until: Snapshot | null }
			/** Null if no authors are named. */
			attributed: { attributions: RecordAttribution[]; participants: { id: ParticipantId }[] } | null
	  }

/**
 * A request of the process to the server while it works. It sends one after another, so that it has
 * no more in memory than it needs at a time.
 */
export type ParentRequest =
	| { type: 'board'; board: BoardId }
	| { type: 'image'; id: ImageId; width: ImageWidth | undefined }
	| { type: 'translations'; board: BoardId; texts: readonly string[]; to: string }

/** A board as it is now. */
export type BoardSource = { copy: LogCopy } & BoardCounts

export interface ParentResponses {
	board: BoardSource
	image: ImageFile | null
	translations: FoundTexts
}

export type ParentResponse = ParentResponses[ParentRequest['type']]

/**
 * A job, the file for a result that is too large to be kept in memory, and whether the result is
 * compressed.
 */
export interface ExportTask {
	job: ExportJob
	file: string
	isGzipped: boolean
}

/** The result of a job: its bytes, or the size of the file with them, or why the job is refused. */
export type ExportResult =
	| { type: 'bytes'; bytes: Uint8Array }
	| { type: 'file'; file: string; size: number }
	| { type: 'refused'; code: ErrorCode; message: string }
