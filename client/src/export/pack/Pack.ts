import type { Board, Locale, Session, Workshop } from '@charrette/shared'
import type { Translate } from '../../i18n/Translate.ts'
import type { FailureCode } from '../../session/api.ts'
import type { Credentials } from '../../session/credentials.ts'
import { type BoardFormat, FORMAT_NAMES, isWhole, keyOf, type Whole } from './packFormats.ts'

/** What is to be in a pack. */
export interface PackWish {
	formats: ReadonlySet<BoardFormat>
	wholes: ReadonlySet<Whole>
	/** Whether it is told who wrote what. Nobody is named while the workshop is anonymous. */
	names: boolean
}

/** The pack that is made: of one session, or of all. */
export interface PackOrder {
	credentials: Credentials
	workshop: Workshop
	sessions: readonly Session[]
	wish: PackWish
	locale: Locale
	/** Is told what is made now, and how many steps of how many are done. */
	onProgress: (step: { board: string | null; done: number; all: number }) => void
	/** Is told that the server cannot be reached and is waited for, and when it is back. */
	onWaiting: (isWaiting: boolean) => void
	signal: AbortSignal
}

/** A file that should be in a pack and is not, since it could not be made. */
export interface MissingFile {
	board: string | null
	/** Null where there is nothing of the board at all. */
	format: BoardFormat | Whole | null
	/** Why. */
	code: FailureCode
}

/** A pack, made. */
export interface Pack {
	blob: Blob
	name: string
	/** Boards with nothing on them have no files. */
	empty: Board[]
	missing: MissingFile[]
}

/** What a file that is missing is called where people are told of it: as it was called when it was chosen. */
export function nameOfMissing({ board, format }: MissingFile, t: Translate<['pack']>): string {
	const name = format && (isWhole(format) ? t(`wholes.${keyOf(format)}`) : FORMAT_NAMES[format])
	return [board, name].filter((part) => part !== null).join(' · ')
}
