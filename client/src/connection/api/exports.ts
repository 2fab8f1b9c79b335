import type {
	BoardId,
	BoardTexts,
	BoardTextsBody,
	CsvSeparator,
	ExportBody,
	ExportFormat,
	FontRequest,
	FontSubsets,
	Locale,
	SessionId,
	TextLanguage,
} from '@charrette/shared'
import { usualSeparator } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { fetchFile, type NamedFile } from '../fileTransfer.ts'
import { callJson } from '../http.ts'

/** The time zone of the dates in a file: the server may be in another time zone. */
export const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** A request for a board as a file. */
interface ExportRequest {
	board: BoardId
	format: ExportFormat | 'html'
	locale: Locale
	/** Whether the file names the authors; true by default. */
	authors?: boolean
	/** The ids of the shapes to export; the whole board if null or not set. */
	cards?: readonly string[] | null
	/** The language of the texts; as written if null or not set. */
	language?: TextLanguage | null
	/** The separator of CSV; the usual one of the language by default. */
	separator?: CsvSeparator | undefined
	/** Whether CSV has the ids of cards, clusters and links; true by default. */
	ids?: boolean | undefined
	signal?: AbortSignal
}

/** Exports a board as a file that the server writes. */
export function fetchExport(credentials: Credentials, request: ExportRequest): Promise<NamedFile> {
	const { board, format, locale, authors = true, cards, separator = usualSeparator(locale), signal } = request
	const { language = null, ids = true } = request
	const query = new URLSearchParams({
		format,
		locale,
		authors: authors ? '1' : '0',
		zone: TIME_ZONE,
		...textQuery(language),
	})
	if (format === 'csv') query.set('separator', separator)
	if (!ids) query.set('ids', '0')
	const selection = cards ? { body: { cards } satisfies ExportBody } : {}
	return fetchFile(`/api/boards/${board}/export?${query}`, credentials, {
		fallbackName: `board.${format}`,
		signal,
		...selection,
	})
}

/** Returns the parameters of an export for the language of its texts. */
export function textQuery(language: TextLanguage | null): Record<string, string> {
	return language ? { texts: language.choice, to: language.to } : {}
}

/** Fetches the texts of a rendered board in another language, and what its file says of them. */
export function fetchBoardTexts(
	{ token }: Credentials,
	{ board, signal, ...body }: BoardTextsBody & { board: BoardId; signal?: AbortSignal },
): Promise<BoardTexts> {
	return callJson(`/api/boards/${board}/texts`, { token, body, signal })
}

/** Fetches fonts for a rendered file, reduced to the characters in it. */
export function fetchFonts({ token }: Credentials, request: FontRequest): Promise<FontSubsets> {
	return callJson('/api/fonts', { token, body: request })
}

export function fetchRunSheet(credentials: Credentials, session: SessionId): Promise<NamedFile> {
	const path = `/api/workshops/${credentials.workshop}/runsheet.json?session=${session}`
	return fetchFile(path, credentials, { fallbackName: 'run-sheet.json' })
}
