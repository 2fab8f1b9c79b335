import type { CardShape } from '@charrette/shared'
import { buildCard, buildCluster } from '@charrette/shared'
import { readLive } from '../overlays.ts'
import type { BoundBoard } from './boundBoard.ts'
import { bindBoard, connect, paint } from './boundBoard.ts'

/** A place among siblings. */
export const at = (index: string, parent?: string) => ({
	x: 0,
	y: 0,
	index: index as never,
	...(parent ? { parent } : {}),
})
/** A card whose text is its id. */
export const card = (id: string, index = 'a1') => buildCard(id, at(index), { kind: 'obstacle', text: id })
/** Moves a record along both axes. */
export const move = (board: BoundBoard, id: string, x: number) =>
	board.change<CardShape>(id, (record) => ({ ...record, x, y: x }))

/** Two people at a board with a card, a cluster and a second card. */
export function scene(): [BoundBoard, BoundBoard] {
	const [ana, li] = [bindBoard(1), bindBoard(2)]
	connect(ana, li)
	for (const record of [card('a'), buildCluster('f', at('a2'), { title: 'f', w: 300, h: 300 }), card('b', 'a3')])
		ana.put(record)
	ana.binding.flush()
	ana.undo.stopCapturing()
	paint()
	ana.written.length = 0
	return [ana, li]
}

/** Gives a card another kind. */
export const recolour = (board: BoundBoard, id: string, kind: CardShape['props']['kind']) =>
	board.change<CardShape>(id, (record) => ({ ...record, props: { ...record.props, kind } }))
/** Where the document has a record. */
export const xyOf = (board: BoundBoard, id: string) => board.records.get(id)?.get('xy') ?? [0, 0]

/** Shows one person's hand to another, as it would travel. */
export function showHand(from: BoundBoard, to: BoundBoard): void {
	const live = JSON.parse(JSON.stringify(from.binding.inFlight.read() ?? null))
	to.binding.setOverlay(from.doc.clientID, readLive(live))
	paint()
}
