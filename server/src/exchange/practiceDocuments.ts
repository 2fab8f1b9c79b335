import { readFile } from 'node:fs/promises'
import type { PracticeDocument } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ImageStore } from '../ports/ImageStore.ts'

/** The first bytes of a PDF file. */
const PDF_START = '%PDF-'

/**
 * Stores an uploaded PDF file for a practice (DOCUMENT1). Throws `unknown_format` for any other
 * file.
 */
export async function saveDocument(
	{ images }: { images: Pick<ImageStore, 'putDocument'> },
	path: string,
): Promise<Omit<PracticeDocument, 'title'>> {
	const bytes = await readFile(path)
	if (bytes.subarray(0, PDF_START.length).toString('latin1') !== PDF_START)
		throw new AppError('unknown_format', 'This is not a PDF file.')
	const id = await images.putDocument(bytes)
	return { path: `/api/documents/${id}`, bytes: bytes.length }
}
