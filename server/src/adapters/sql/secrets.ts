import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 24

/**
 * Returns a new random secret (192 bits), in characters that are safe in URLs. Only its hash is
 * stored.
 */
export function createSecret(): string {
	return randomBytes(SECRET_BYTES).toString('base64url')
}

/**
 * Returns the hash of a secret as it is stored. Secrets are random, so a fast hash without salt
 * protects them.
 */
export function hashOf(secret: string): Buffer {
	return createHash('sha256').update(secret).digest()
}
