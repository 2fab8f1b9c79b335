import { LIMITS } from '@charrette/shared'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { openPdf } from '../pdf/openPdf.ts'
import { DocumentRefusedError, type OpenedDocument } from './OpenedDocument.ts'

/** The first bytes of a ZIP archive, and of a compound file: that of Office before 2007. */
const ZIP = [0x50, 0x4b]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
/** The entry of a compound file that contains a newer file with a password. */
const ENCRYPTED = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0])

/**
 * Opens a PDF, Word or PowerPoint file; its first bytes decide which it is. Throws a
 * `DocumentRefusedError`, and an `ApiError` if what reads it cannot be fetched.
 */
export async function openDocument(bytes: Uint8Array): Promise<OpenedDocument> {
	if (bytes.length > LIMITS.maxCaseBytes) throw new DocumentRefusedError('tooLarge')
	if (isAt(bytes, 0, COMPOUND)) throw new DocumentRefusedError(hasPassword(bytes) ? 'locked' : 'oldOffice')
	if (!isAt(bytes, 0, ZIP)) return openPdf(bytes)
	const { openOffice } = await fetchChunkOnce(() => import('../office/openOffice.ts'))
	return openOffice(bytes)
}

const isAt = (bytes: Uint8Array, at: number, wanted: readonly number[]) =>
	wanted.every((byte, index) => bytes[at + index] === byte)

function hasPassword(bytes: Uint8Array): boolean {
	for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1))
		if (isAt(bytes, at, ENCRYPTED)) return true
	return false
}
