import { webcrypto } from 'node:crypto'
import type { ImageId } from '@charrette/shared'

const ID_LENGTH = 40

/**
 * Returns the id of a stored image or document: a hash of its bytes. A thread of its own computes
 * it, since a document may have 30 MB.
 */
export async function contentId(bytes: Uint8Array): Promise<ImageId> {
	const hash = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
	return Buffer.from(hash).toString('hex').slice(0, ID_LENGTH) as ImageId
}
