import { type BoardId, groupBy, type PlenaryBody, type PlenaryResult, type Records } from '@charrette/shared'
import type * as Y from 'yjs'
import type { ComparedCard } from './comparedCards.ts'

interface SendDeps {
	/** The records of the plenary board. */
	records: Records
	/** Sends cards to the plenary board. */
	send: (body: PlenaryBody) => Promise<PlenaryResult>
}

/**
 * Sends those cards of a group to the plenary board that it does not have (JOIN4): the first of the
 * group as any other, if it is one of them, and the others onto it. Resolves to the cards that were
 * sent, once the document has them, or after a while. Rejects if a request fails; the cards sent
 * before stay.
 */
export async function sendSame({ records, send }: SendDeps, group: readonly ComparedCard[]): Promise<string[]> {
	const missing = group.filter(({ id }) => !records.has(id))
	const [head] = group
	const onHead = groupBy(
		missing.filter((card) => card !== head),
		({ board }) => board,
	)
	const sent: string[] = []
	const sendFrom = async (board: BoardId | null, cards: readonly ComparedCard[], on?: string) => {
		if (board === null) return
		const shapes = cards.map(({ id }) => id)
		sent.push(...(await send({ what: 'shapes', board, shapes, ...(on !== undefined && { on }) })).sent)
	}
	if (head && missing.includes(head)) await sendFrom(head.board, [head])
	for (const [board, cards] of onHead) await sendFrom(board, cards, head?.id)
	await whenArrived(records, sent)
	return sent
}

/** How long the cards may take: one that another person deletes at once may never arrive. */
const ARRIVAL_MS = 15_000

/** Resolves once the document has all of these records, is destroyed, or after a while. */
function whenArrived(records: Records, ids: readonly string[]): Promise<void> {
	const doc = records.doc as Y.Doc
	return new Promise((resolve) => {
		const timer = setTimeout(() => end(), ARRIVAL_MS)
		const end = () => {
			clearTimeout(timer)
			records.unobserve(check)
			doc.off('destroy', end)
			resolve()
		}
		const check = () => {
			if (ids.every((id) => records.has(id))) end()
		}
		records.observe(check)
		doc.on('destroy', end)
		check()
	})
}
