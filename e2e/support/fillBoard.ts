import * as Y from 'yjs'
import type { StockBoard } from './boardAsStock.ts'
import { sample } from './sample.ts'

const index = (at: number) => `b${String(at).padStart(2, '0')}`

/** Puts all the cards and links of the sample workshop on one board, one over another as in a hurry. Gives the ids of the cards. */
export function fillBoard(board: StockBoard): string[] {
	const ids = sample.cards.map((card, at) => {
		const id = `shape:${card.id}`
		board.write(id, {
			type: 'card',
			xy: [(at * 397) % 1900, (at * 211) % 1300],
			index: index(at),
			'props.kind': card.kind,
			'props.city': card.city,
			...(card.category ? { 'props.category': card.category } : {}),
			text: new Y.Text(card.text),
		})
		return id
	})
	for (const [at, { from, to }] of sample.links.entries()) linkCards(board, { from, to, at })
	return ids
}

function linkCards(board: StockBoard, { from, to, at }: { from: string; to: string; at: number }): void {
	const arrow = `shape:link${at}`
	board.write(arrow, { type: 'arrow', index: `c0${String(at).padStart(2, '0')}` })
	for (const [terminal, card] of [
		['start', from],
		['end', to],
	] as const) {
		const end = { type: 'arrow', fromId: arrow, toId: `shape:${card}`, 'props.terminal': terminal }
		board.write(`binding:link${at}-${terminal}`, end)
	}
}
