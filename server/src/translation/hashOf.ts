import { createHash } from 'node:crypto'

/** Returns the hash of an original, under which its translations are stored (TRANSLATE3). */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')
