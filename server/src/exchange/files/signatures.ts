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

/** Reads the server's key from its data folder, or creates it, readable by its owner alone. Throws if it cannot be read. */
export function openSigningKey(dataDir: string): SigningKey {
	const file = join(dataDir, DATA_FILES.key)
	return toSigningKey(readKey(file) ?? createKey(file))
}

/** The key of this PEM, as `newKey` makes them. */
export function createSigningKey(pem: string): SigningKey {
	return toSigningKey(createPrivateKey(pem))
}

/** A new private key, as PEM. */
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

/** Whether a practice is as the server with this key signed it. */
export function isSigned({
	practice,
	server,
	signature,
}: Pick<SignedPractice, 'practice' | 'server' | 'signature'>): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: server.key }, format: 'jwk' })
		return verify(null, bytesOf(practice), key, Buffer.from(signature, 'base64url'))
	} catch {
		// Bytes that are no key, and text that is no Unicode.
		return false
	}
}

/** The canonical JSON of a practice (RFC 8785): equal whatever the order of its fields. */
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
