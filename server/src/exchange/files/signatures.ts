import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
	type ExchangeNotice,
	type Relay,
	type SignedNotice,
	type SignedPractice,
	signedNotice,
} from '@charrette/shared'
import canonicalize from 'canonicalize'
import { DATA_FILES } from '../../start/dataFolder.ts'

/** The key with which this server signs the practices that it publishes or passes on. */
export interface SigningKey {
	/** The public key: Ed25519, raw, base64url. */
	publicKey: string
	sign(content: object): string
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
		sign: (content) => sign(null, bytesOf(content), key).toString('base64url'),
	}
}

/** Returns what the signature of a practice covers; in schema 1 the practice only. */
export function signedContent({
	schema = 1,
	practice,
	server: { url, key },
}: Pick<SignedPractice, 'schema' | 'practice' | 'server'>): object {
	return schema === 1 ? practice : { practice, server: { url, key } }
}

/**
 * Returns what the signature of a server covers that passes a practice on: the way of the practice
 * up to this server.
 */
export function relayedContent(
	{ signature, via }: Pick<SignedPractice, 'signature' | 'via'>,
	{ url, at, key = '' }: Relay,
): object {
	return { signature, via, relay: { url, at, key } }
}

/** Returns whether all signatures of a practice are valid, each for the key of its server. */
export function isSigned(entry: Omit<SignedPractice, 'pictures'>): boolean {
	const { server, signature, via } = entry
	return (
		isValid(signedContent(entry), server.key, signature) &&
		via.every(({ signature: own, ...relay }, index) => {
			if (own === undefined) return true
			return isValid(relayedContent({ signature, via: via.slice(0, index) }, relay), relay.key ?? '', own)
		})
	)
}

/** Signs a notice of this server; `url` is the address that its host has set, if any. */
export function signNotice(
	{ publicKey, sign }: SigningKey,
	notice: ExchangeNotice,
	{ url }: { url: string | null },
): SignedNotice {
	const server = { ...(url !== null && { url }), key: publicKey }
	return { notice, server, signature: sign({ notice, server }) }
}

/** Returns the notice of an entry, if its form and its signature are valid. */
export function checkNotice(entry: unknown): SignedNotice | null {
	const { data } = signedNotice.safeParse(entry)
	if (!data) return null
	const { notice, server, signature } = data
	return isValid({ notice, server }, server.key, signature) ? data : null
}

/** Returns whether signatures cover the addresses of every server that a practice came by. */
export function isRouteSigned({ schema = 1, via }: Pick<SignedPractice, 'schema' | 'via'>): boolean {
	return schema > 1 && via.every(({ signature }) => signature !== undefined)
}

function isValid(content: object, x: string, signature: string): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
		return verify(null, bytesOf(content), key, Buffer.from(signature, 'base64url'))
	} catch {
		// The key is invalid, or a text is not valid Unicode.
		return false
	}
}

/** Returns canonical JSON (RFC 8785), which is independent of the order of the fields. */
function bytesOf(content: object): Buffer {
	return Buffer.from(canonicalize(content) ?? '')
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
