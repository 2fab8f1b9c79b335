import { readFile } from 'node:fs/promises'
import type { StoredDocument } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ImageStore } from '../ports/ImageStore.ts'

/** The first bytes of a PDF file. */
const PDF_START = '%PDF-'
/** The mark at the end of a PDF file, and the part of the file in which readers look for it. */
const PDF_END = '%%EOF'
const END_BYTES = 4096

/**
 * Stores an uploaded PDF file, of a practice (DOCUMENT1) or a board (CASE2). Throws
 * `unknown_format` for any other file, whatever its name or declared type, and `damaged_file` for
 * one without its end.
 */
export async function saveDocument(
	{ images }: { images: Pick<ImageStore, 'putDocument'> },
	path: string,
): Promise<StoredDocument> {
	const bytes = await readFile(path)
	const text = (part: Buffer) => part.toString('latin1')
	if (text(bytes.subarray(0, PDF_START.length)) !== PDF_START)
		throw new AppError('unknown_format', 'This is not a PDF file.')
	if (!text(bytes.subarray(-END_BYTES)).includes(PDF_END))
		throw new AppError('damaged_file', 'This PDF file is not complete.')
	const id = await images.putDocument(bytes)
	return { path: `/api/documents/${id}`, bytes: bytes.length }
}
