import type { IndexKey } from '@tldraw/utils'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { CARD_HEIGHT } from './cardLayout.ts'
import { importRecords } from './importRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'

const index = 'a1' as IndexKey

/** Creates a board with a card in a cluster, another card, and a link between them. */
function boardWith(ids: { cluster: string; inside: string; loose: string }, y: number): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const parent = `shape:${ids.cluster}`
	for (const record of [
		buildCluster(ids.cluster, { x: 40, y, index }, { title: ids.cluster, w: 500, h: 400 }),
		buildCard(ids.inside, { x: 10, y: 10, index, parent }, { kind: 'obstacle', text: ids.inside }),
		buildCard(ids.loose, { x: 600, y: y + 700, index }, { kind: 'solution', text: ids.loose }),
		...buildLink(`${ids.loose}-link`, { from: `shape:${ids.loose}`, to: `shape:${ids.inside}` }, index),
	])
		putRecord(records, record)
	return doc
}

it('[GROUP4] copies cards, clusters and links below the content, and keeps free ids', () => {
	const from = boardWith({ cluster: 'same', inside: 'a', loose: 'b' }, -3000)
	const to = boardWith({ cluster: 'same', inside: 'c', loose: 'd' }, 100)
	const before = readBoard(to)
	importRecords(from, to)
	const { cards, clusters, links } = readBoard(to)
	expect(cards.map((card) => card.id)).toEqual([...before.cards.map((card) => card.id), 'shape:a', 'shape:b'])
	expect(links.map(({ from: start, to: end, meaning }) => [start, meaning, end])).toEqual(
		expect.arrayContaining([
			['shape:d', 'addresses', 'shape:c'],
			['shape:b', 'addresses', 'shape:a'],
		]),
	)
	expect(clusters.map((cluster) => [cluster.title, cluster.cards])).toEqual([
		['same', ['shape:c']],
		['same', ['shape:a']],
	])
	expect(new Set(clusters.map((cluster) => cluster.id)).size).toBe(2)
	expect(recordsOf(to).get('shape:b')?.get('xy')).toEqual([600, 100 + 700 + CARD_HEIGHT + 200 + 700])
	expect(readBoard(from).cards).toHaveLength(2)
})

it('[GROUP4] keeps all positions on an empty board', () => {
	const from = boardWith({ cluster: 'k', inside: 'a', loose: 'b' }, -3000)
	const to = new Y.Doc()
	importRecords(from, to)
	expect(recordsOf(to).toJSON()).toEqual(recordsOf(from).toJSON())
})
