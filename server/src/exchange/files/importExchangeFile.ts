import { type ExchangeResult, LIMITS, RECEIPTS, type Receipt } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import type { ReceivedPractice, RefusedPractice } from './readExchangeFile.ts'

const MAX_LISTED_REFUSALS = 50

/**
 * Takes the practices of an exchange file into the list of this server, where its workshops see them (EXCH2). A practice is
 * taken whole or not at all: in its first version, or in a later one than is known from the same server. Throws
 * `malformed_json`, `unknown_format`, `newer_format` and `too_much_inside`.
 */
export async function importExchangeFile(deps: ExchangeDeps, path: string): Promise<ExchangeResult> {
	const answer = await deps.exchangeReader.read(path)
	if ('refusal' in answer) throw new AppError(answer.refusal)
	const { received, refused } = answer
	if ((await deps.practices.countListed()) + received.length > LIMITS.maxListedPractices)
		throw new AppError('too_much_inside', 'This server lists as many practices as it can.')
	const counts = Object.fromEntries(RECEIPTS.map((receipt) => [receipt, 0])) as Record<Receipt, number>
	const all: (RefusedPractice | { title: string; receipt: Receipt })[] = [...refused]
	for (const one of received) {
		const receipt = await receive(deps, one)
		const { texts, original } = one.practice
		all.push({ title: texts[original]?.texts.title ?? '', receipt })
	}
	for (const { receipt } of all) counts[receipt]++
	const notTaken = all.filter(({ receipt }) => !['added', 'updated', 'unchanged'].includes(receipt))
	return { counts, refused: notTaken.slice(0, MAX_LISTED_REFUSALS) }
}

/** Stores a practice, unless it is known in this version or from another server. */
async function receive(deps: ExchangeDeps, { practice, signed, texts }: ReceivedPractice): Promise<Receipt> {
	const isOwn = signed.server.key === deps.signingKey.publicKey
	if (isOwn) return 'unchanged'
	if (await deps.practices.find(practice.id)) return 'foreign'
	const known = await deps.practices.listed(practice.id)
	if (known && known.origin?.key !== signed.server.key) return 'foreign'
	if (known && known.practice.version > practice.version) return 'older'
	if (known && known.practice.version === practice.version) return 'unchanged'
	const listed = { practice, visibility: 'server', workshop: null, origin: signed.server } as const
	await deps.practices.publish(listed, texts, signed)
	return known ? 'updated' : 'added'
}
