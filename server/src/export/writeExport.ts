import type { BoardContent, ExportFormat } from '@charrette/shared'
import type { ExportAbout } from './ExportAbout.ts'
import { attachment, fileName } from './fileName.ts'
import { toCsv } from './toCsv.ts'
import { toJson } from './toJson.ts'
import { toMarkdown } from './toMarkdown.ts'

const WRITERS: Record<ExportFormat, { type: string; write(content: BoardContent, about: ExportAbout): string }> = {
	json: { type: 'application/json; charset=utf-8', write: toJson },
	md: { type: 'text/markdown; charset=utf-8', write: toMarkdown },
	csv: { type: 'text/csv; charset=utf-8; header=present', write: toCsv },
}

/** A board as a file: its text, its media type, and the `Content-Disposition` that names it. */
export function writeExport(format: ExportFormat, content: BoardContent, about: ExportAbout) {
	const { type, write } = WRITERS[format]
	return { text: write(content, about), type, disposition: attachment(fileName(about, format)) }
}
