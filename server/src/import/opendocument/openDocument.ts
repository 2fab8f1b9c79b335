import { decodeText } from '../decodeText.ts'
import { ImportRefusedError } from '../FileDraft.ts'
import type { ZipEntry } from '../openZip.ts'

const TYPES = {
	spreadsheet: /^application\/vnd\.oasis\.opendocument\.spreadsheet(-template)?$/,
	text: /^application\/vnd\.oasis\.opendocument\.text(-template)?$/,
}
const MAX_TYPE_LETTERS = 100

/** Whether an archive is an OpenDocument of this type. */
export function isOpenDocument(entries: readonly ZipEntry[], type: keyof typeof TYPES): boolean {
	const named = entries.find(({ name }) => name === 'mimetype')
	return (
		named !== undefined && TYPES[type].test((decodeText(named.read())?.text ?? '').trim().slice(0, MAX_TYPE_LETTERS))
	)
}

/**
 * Returns the XML of the content of an OpenDocument. Throws an `ImportRefusedError` if it is
 * damaged, or protected by a password.
 */
export function readOpenDocument(entries: readonly ZipEntry[]): string {
	const textOf = (wanted: string) => {
		const entry = entries.find(({ name }) => name === wanted)
		return entry && (decodeText(entry.read())?.text ?? null)
	}
	if (textOf('META-INF/manifest.xml')?.includes('encryption-data'))
		throw new ImportRefusedError('unknown_format', { file: 'locked_office' })
	const content = textOf('content.xml')
	if (!content) throw new ImportRefusedError('damaged_file')
	return content
}
