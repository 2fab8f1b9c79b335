import { type DocumentRefusal, DocumentRefusedError } from '../documents/OpenedDocument.ts'
import { type ReadOffice, readOffice } from './readOffice.ts'

/*
 * Reads a Word or PowerPoint file, once.
 *
 *     page:  bytes     worker:  { content, title }  or  { refused }
 */

export type OfficeAnswer = ReadOffice | { refused: DocumentRefusal }

async function answerTo(bytes: Uint8Array): Promise<OfficeAnswer> {
	try {
		return await readOffice(bytes)
	} catch (cause) {
		return { refused: cause instanceof DocumentRefusedError ? cause.reason : 'damaged' }
	}
}

self.onmessage = async ({ data }: MessageEvent<Uint8Array>) => self.postMessage(await answerTo(data))
