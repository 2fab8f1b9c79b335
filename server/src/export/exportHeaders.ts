import { type ExportFormat, fileName as nameOf } from '@charrette/shared'

/** Media types of workbooks and Word documents. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The media type of each export. */
export const EXPORT_TYPES: Record<ExportFormat, string> = {
	json: 'application/json; charset=utf-8',
	md: 'text/markdown; charset=utf-8',
	docx: DOCX_TYPE,
	csv: 'text/csv; charset=utf-8; header=present',
	xlsx: XLSX_TYPE,
	html: 'text/html; charset=utf-8',
	tldr: 'application/vnd.tldraw+json',
	canvas: 'application/json; charset=utf-8',
	excalidraw: 'application/vnd.excalidraw+json',
	geojson: 'application/geo+json',
	notes: 'application/zip',
	mmd: 'text/vnd.mermaid; charset=utf-8',
}

/** The parts of a file name. */
interface NamedFile {
	workshop: { title: string }
	board: { title: string }
	at: Date
	zone?: string | undefined
}

export function exportFileName({ workshop, board, at, zone }: NamedFile, extension: string): string {
	return nameOf({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, extension)
}

/** Returns the HTTP headers of an export. */
export function fileHeaders(type: string, name: string): Record<string, string> {
	return { 'Content-Type': type, 'Content-Disposition': attachment(name) }
}

/**
 * Returns a `Content-Disposition` header with this file name (RFC 6266), and an ASCII name for
 * clients that do not support others.
 */
export function attachment(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]+|["\\%]/g, '_')
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	)
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
