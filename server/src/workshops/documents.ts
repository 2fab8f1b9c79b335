import { readFile } from 'node:fs/promises'
import type { StoredDocument } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ImageStore } from '../ports/ImageStore.ts'
import { documentTypeOf } from './documentType.ts'

/** The mark at the end of a PDF file, and the part of the file in which readers look for it. */
const PDF_END = '%%EOF'
const END_BYTES = 4096

/**
 * Stores an uploaded document: a PDF file of a practice (DOCUMENT1), or a PDF, Word or PowerPoint
 * file of a board (CASE2, CASE8). Throws `unknown_format` for any other file, whatever its name or
 * declared type, and `damaged_file` for one without its end.
 */
export async function saveDocument(
	{ images }: { images: Pick<ImageStore, 'putDocument'> },
	path: string,
	{ isPdfOnly }: { isPdfOnly: boolean },
): Promise<StoredDocument> {
	const bytes = await readFile(path)
	const type = documentTypeOf(bytes)
	const isPdf = type === 'application/pdf'
	if (isPdfOnly && !isPdf) throw new AppError('unknown_format', 'This is not a PDF file.')
	if (!type) throw new AppError('unknown_format', 'This is not a PDF, Word or PowerPoint file.')
	if (isPdf && !bytes.subarray(-END_BYTES).toString('latin1').includes(PDF_END))
		throw new AppError('damaged_file', 'This PDF file is not complete.')
	const id = await images.putDocument(bytes)
	return { path: `/api/documents/${id}`, bytes: bytes.length }
}
