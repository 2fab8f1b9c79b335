import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SignedPractice } from '@charrette/shared'
import canonicalize from 'canonicalize'
import { DATA_FILES } from '../../dataFolder.ts'

/** The key with which this server signs the practices that it publishes. */
export interface SigningKey {
	/** The public key: Ed25519, raw, base64url. */
	publicKey: string
	sign(practice: object): string
}

/**
 * Reads the server's key from its data folder, or creates it, readable by its owner only. Throws if
 * the key cannot be read.
 */
export function openSigningKey(dataDir: string): SigningKey {
	const file = join(dataDir, DATA_FILES.key)
	return toSigningKey(readKey(file) ?? createKey(file))
}

/** Returns the signing key of a PEM from `newKey`. */
export function createSigningKey(pem: string): SigningKey {
	return toSigningKey(createPrivateKey(pem))
}

/** Creates a private key, as PEM. */
export function newKey(): string {
	return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function toSigningKey(key: KeyObject): SigningKey {
	const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
	return {
		publicKey: x,
		sign: (practice) => sign(null, bytesOf(practice), key).toString('base64url'),
	}
}

/** Returns whether the signature of a practice is valid for the key of its server. */
export function isSigned({
	practice,
	server,
	signature,
}: Pick<SignedPractice, 'practice' | 'server' | 'signature'>): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: server.key }, format: 'jwk' })
		return verify(null, bytesOf(practice), key, Buffer.from(signature, 'base64url'))
	} catch {
		// The key is invalid, or a text is not valid Unicode.
		return false
	}
}

/**
 * Returns the canonical JSON of a practice (RFC 8785), which is independent of the order of its
 * fields.
 */
function bytesOf(practice: object): Buffer {
	return Buffer.from(canonicalize(practice) ?? '')
}

function readKey(file: string): KeyObject | null {
	try {
		return createPrivateKey(readFileSync(file))
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
		throw cause
	}
}

function createKey(file: string): KeyObject {
	const pem = newKey()
	writeFileSync(file, pem, { mode: 0o600, flag: 'wx' })
	return createPrivateKey(pem)
}
