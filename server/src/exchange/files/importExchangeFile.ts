import { type ExchangeResult, LIMITS, type PracticeId, RECEIPTS, type Receipt } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { storeImageCopies } from '../practiceImages.ts'
import { isWithdrawn, takeNotices } from './notices.ts'
import type { ReceivedPractice } from './readExchangeFile.ts'
import { isRouteSigned } from './signatures.ts'

/** Maximum number of practices for which a result says why they were refused. */
export const MAX_LISTED_REFUSALS = 50

/** Dependencies of an import. */
export type ImportDeps = Pick<
	ExchangeDeps,
	'practices' | 'signingKey' | 'exchangeReader' | 'images' | 'imageEncoder' | 'storageHealth' | 'now'
>

/**
 * Imports the practices of an exchange file into the list of this server, where its workshops see
 * them (EXCH2). Each practice is imported as a whole or not at all, and only if it is new, or a
 * later version of one that is known from the same server. Throws `malformed_json`,
 * `unknown_format`, `newer_format` and `too_much_inside`.
 */
export async function importExchangeFile(deps: ImportDeps, path: string): Promise<ExchangeResult> {
	const answer = await deps.exchangeReader.read(path)
	if ('refusal' in answer) throw new AppError(answer.refusal)
	const { received, refused, notices } = answer
	if ((await deps.practices.countListed()) + received.length > LIMITS.maxListedPractices)
		throw new AppError('too_much_inside', 'This server lists as many practices as it can.')
	if ((await deps.practices.receivedBytes()) > LIMITS.maxReceivedBytes)
		throw new AppError('too_much_inside', 'This server stores as much of other servers as it can.')
	const counts = noReceipts()
	const all: ExchangeResult['refused'] = [...refused]
	for (const one of received) {
		const { texts, original } = one.practice
		all.push({ title: texts[original]?.texts.title ?? '', ...(await receive(deps, one)) })
	}
	for (const { receipt } of all) counts[receipt]++
	const notTaken = all.filter(({ receipt }) => !['added', 'updated', 'unchanged'].includes(receipt))
	// After the practices, since a withdrawal may be about one of them.
	const news = await takeNotices(deps, notices)
	return { counts, refused: notTaken.slice(0, MAX_LISTED_REFUSALS), notices: news }
}

/** Returns a count of zero for each receipt. */
export function noReceipts(): Record<Receipt, number> {
	return Object.fromEntries(RECEIPTS.map((receipt) => [receipt, 0])) as Record<Receipt, number>
}

/** Stores a practice with its images, unless `refusalOf` refuses it. */
async function receive(
	deps: ImportDeps,
	{ practice: sent, signed, texts }: ReceivedPractice,
): Promise<{ receipt: Receipt; reason?: string }> {
	const { id, version } = sent
	const known = await deps.practices.listed(id)
	const refusal = await refusalOf(deps, { id, version, key: signed.server.key })
	if (refusal) return { receipt: refusal }
	try {
		const images = await storeImageCopies(deps, sent, signed.pictures)
		const via = signed.via.at(-1)?.url
		const origin = { ...signed.server, ...(via && { via }), isRouteSigned: isRouteSigned(signed) }
		const practice = { ...sent, facts: { ...sent.facts, images } }
		await deps.practices.publish({ practice, visibility: 'server', workshop: null, origin }, texts, signed)
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return { receipt: 'invalid', reason: `One of its images: ${cause.reason}.` }
		throw cause
	}
	return { receipt: known ? 'updated' : 'added' }
}

/**
 * Returns the reason to refuse a received practice; null if it is new, or a later version of one
 * that is known from the same key.
 */
export async function refusalOf(
	{ practices, signingKey }: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ id, version, key }: { id: PracticeId; version: number; key: string },
): Promise<Receipt | null> {
	if (key === signingKey.publicKey) return 'unchanged'
	if (await practices.find(id)) return 'foreign'
	if ((await practices.isBlocked(id)) || (await practices.isServerBlocked(key))) return 'blocked'
	if (await isWithdrawn({ practices }, { id, version, key })) return 'older'
	const known = await practices.listed(id)
	if (!known) return null
	if (known.origin?.key !== key) return 'foreign'
	if (known.practice.version > version) return 'older'
	return known.practice.version === version ? 'unchanged' : null
}
