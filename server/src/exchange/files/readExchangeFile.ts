/** Runs in a child process: reads and checks an exchange file (EXCH2). */
import { readFileSync } from 'node:fs'
import {
	EXCHANGE_SCHEMA,
	exchangeFile,
	LIMITS,
	type PublishedPractice,
	type Receipt,
	receivedPractice,
	type SignedNotice,
	type SignedPractice,
	signedPractice,
} from '@charrette/shared'
import type { IndexedText } from '../../ports/PracticeStore.ts'
import { indexPractices } from '../../search/indexPractice.ts'
import { sha256Of } from '../practiceImages.ts'
import { parseJson } from './parseJson.ts'
import { checkNotice, isSigned } from './signatures.ts'

/**
 * A practice that may be imported: in the form that is shown, in the form that was signed, and its
 * search terms.
 */
export interface ReceivedPractice {
	practice: PublishedPractice
	signed: SignedPractice
	texts: IndexedText[]
}

export interface RefusedPractice {
	title: string
	receipt: Extract<Receipt, 'invalid' | 'forged' | 'incomplete'>
	reason?: string
}

export type ExchangeAnswer =
	| { refusal: 'malformed_json' | 'unknown_format' | 'newer_format' | 'too_much_inside' }
	| { received: ReceivedPractice[]; refused: RefusedPractice[]; notices: SignedNotice[] }

/** Reads a file. Each of its practices is received as a whole, or refused with a reason. */
export function readExchangeFile({ path }: { path: string }): ExchangeAnswer {
	const json = parseJson(readFileSync(path))
	if (json === undefined) return { refusal: 'malformed_json' }
	const file = exchangeFile.safeParse(json).data
	if (!file) return { refusal: 'unknown_format' }
	if (file.schema > EXCHANGE_SCHEMA) return { refusal: 'newer_format' }
	if (file.practices.length > LIMITS.maxExchangedPractices) return { refusal: 'too_much_inside' }
	const read: Omit<ReceivedPractice, 'texts'>[] = []
	const refused: RefusedPractice[] = []
	for (const entry of file.practices) {
		const one = readPractice(entry)
		if ('receipt' in one) refused.push(one)
		else read.push(one)
	}
	const texts = indexPractices(read.map(({ practice }) => practice))
	const received = read.map((one, index) => ({ ...one, texts: texts[index] ?? [] }))
	return { received, refused, notices: file.notices.flatMap((entry) => checkNotice(entry) ?? []) }
}

function readPractice(entry: unknown): Omit<ReceivedPractice, 'texts'> | RefusedPractice {
	const signed = signedPractice.safeParse(entry)
	if (!signed.data) return { title: titleOf(entry), receipt: 'invalid', reason: placeOf(signed.error.issues) }
	const practice = receivedPractice.safeParse(signed.data.practice)
	if (!practice.data) return { title: titleOf(entry), receipt: 'invalid', reason: placeOf(practice.error.issues) }
	const { pictures, missing } = checkImageCopies(practice.data, signed.data)
	if (!isSigned(signed.data) || missing === 'forged') return { title: titleOf(entry), receipt: 'forged' }
	if (missing) return { title: titleOf(entry), receipt: 'incomplete', reason: missing }
	return { practice: practice.data, signed: { ...signed.data, pictures } }
}

/**
 * Returns the images that the practice names, and no others that came with it. `missing` describes
 * an image that is missing or too large; it is `forged` for one with another hash or size.
 */
function checkImageCopies(
	{ facts: { images } }: PublishedPractice,
	{ pictures: sent = {} }: SignedPractice,
): { pictures: Record<string, string>; missing?: string } {
	const pictures: Record<string, string> = {}
	let bytes = 0
	for (const [index, { copy }] of images.entries()) {
		const base64 = copy && sent[copy.sha256]
		if (!copy || !base64) return { pictures, missing: `Its image ${index + 1} is missing.` }
		const file = Buffer.from(base64, 'base64')
		bytes += file.length
		if (file.length !== copy.bytes || sha256Of(file) !== copy.sha256) return { pictures, missing: 'forged' }
		if (bytes > LIMITS.maxPracticeCopyBytes) return { pictures, missing: 'Its images are too large.' }
		pictures[copy.sha256] = base64
	}
	return { pictures }
}

/** Describes the first fields that do not match the schema. */
export function placeOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
	return issues
		.slice(0, 3)
		.map(({ path, message }) => `${path.join('.')}: ${message}`)
		.join('; ')
		.slice(0, 300)
}

/** Returns the title of an unchecked practice, to show it to people; empty if it has none. */
export function titleOf(entry: unknown): string {
	const shape = entry as { practice?: { texts?: Record<string, { texts?: { title?: unknown } }> } } | null
	try {
		const titles = Object.values(shape?.practice?.texts ?? {}).map((one) => one?.texts?.title)
		return String(titles.find((title) => typeof title === 'string') ?? '').slice(0, LIMITS.maxTitleLength)
	} catch {
		return ''
	}
}
