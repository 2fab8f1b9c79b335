import {
	BOARD_SCHEMA_VERSION,
	type BoardContent,
	buildCard,
	buildCluster,
	buildLink,
	coverageOf,
	putRecord,
	readBoard,
	readRecords,
	recordsOf,
} from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readFile } from '../import/readFile.ts'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { toJsonCanvas } from './toJsonCanvas.ts'
import { toMermaid } from './toMermaid.ts'

const about: ExportMeta = { at: new Date(2025, 10, 24), locale: 'en', origin: 'https://charrette.example' }
const index = 'a1' as never

/** Returns a board with a cluster, two cards and a link. */
function boardOf(obstacle: string): ExportedBoard {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of [
			buildCluster('k', { x: 100, y: 200, index }, { title: 'Rules "2025"', w: 600, h: 400 }),
			buildCard('o', { x: 40, y: 60, index, parent: 'shape:k' }, { kind: 'obstacle', text: obstacle, city: 'Dakar' }),
			buildCard('s', { x: 1000, y: 60, index }, { kind: 'solution', text: 'Office', city: '' }),
			...buildLink('l', { from: 'shape:s', to: 'shape:o' }, index),
		])
			putRecord(records, record)
	})
	const content = { ...readBoard(doc) }
	return {
		board: { title: 'Board' },
		content: { ...content, coverage: coverageOf(content.cards, content.links) },
		document: { schema: BOARD_SCHEMA_VERSION, records: readRecords(doc) },
	} as unknown as ExportedBoard
}

describe('[FILE6] a JSON Canvas', () => {
	it('restores the same cards, clusters and links at the same positions on import', () => {
		const file = toJsonCanvas(boardOf('Permits\n- slow'), about)
		const { boards, skipped } = readFile(Buffer.from(file), 'Board.canvas')
		expect(skipped).toEqual([])
		const doc = boards[0]?.doc ?? expect.fail()
		const { cards, clusters, links } = readBoard(doc)
		expect(cards.map(({ id, kind, text, city, cluster }) => [id, kind, text, city, cluster]).sort()).toEqual([
			['shape:o', 'obstacle', 'Permits\n- slow', 'Dakar', 'shape:k'],
			['shape:s', 'solution', 'Office', '', undefined],
		])
		expect(clusters).toMatchObject([{ id: 'shape:k', title: 'Rules "2025"' }])
		expect(links).toMatchObject([{ from: 'shape:s', to: 'shape:o', meaning: 'addresses' }])
		expect(readRecords(doc)).toMatchObject({ 'shape:o': { xy: [40, 60] }, 'shape:s': { xy: [1000, 60] } })
	})

	it('has the fields that its specification requires', () => {
		const { nodes, edges } = JSON.parse(toJsonCanvas(boardOf('x'), about))
		for (const node of nodes)
			expect(node).toMatchObject({
				id: expect.any(String),
				type: expect.stringMatching(/^(text|group)$/),
				x: expect.any(Number),
				y: expect.any(Number),
				width: expect.any(Number),
				height: expect.any(Number),
			})
		expect(edges).toEqual([{ id: 'shape:l', fromNode: 'shape:s', toNode: 'shape:o', label: 'addresses' }])
	})
})

describe('[FILE6] a Mermaid flowchart', () => {
	it('has cards by cluster with their colours, and links with their meaning', () => {
		expect(toMermaid(boardOf('Permits'), about).split('\n').slice(0, 6)).toEqual([
			'flowchart LR',
			'\tsubgraph k1["Rules #34;2025#34;"]',
			expect.stringMatching(/^\t\tc\d\["Permits<br\/>Dakar"\]:::obstacle$/),
			'\tend',
			expect.stringMatching(/^\tc\d\["Office"\]:::solution$/),
			expect.stringMatching(/^\tc\d -->\|"addresses"\| c\d$/),
		])
	})

	it('says in its first line if it has more links or letters than most programs draw', () => {
		const { content, ...exported } = boardOf('Permits')
		const startOf = (part: Partial<BoardContent>) =>
			toMermaid({ ...exported, content: { ...content, ...part } }, about).split('\n')[0]
		const repeated = <Entry>(entries: readonly Entry[], times: number) =>
			Array.from({ length: times }, () => entries).flat()
		const note = expect.stringMatching(/^%% Most programs draw up to 50000 characters and 500 links\./)
		expect(startOf({ links: repeated(content.links, 500) })).toBe('flowchart LR')
		expect(startOf({ links: repeated(content.links, 501) })).toEqual(note)
		expect(startOf({ cards: repeated(content.cards, 2000) })).toEqual(note)
	})

	it('escapes text, so that none of it is read as syntax, HTML or Markdown', () => {
		const nasty = '"] --> x <script>alert(1)</script> `**b**` & #quot; [a](b) %% ;\u000b end'
		const label = /c\d\["(.*)"\]:::obstacle/.exec(toMermaid(boardOf(nasty), about))?.[1]
		expect(label?.replaceAll('<br/>', '')).not.toMatch(/["<>`*[\]&]/)
		const shown = label?.replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		expect(shown).toContain('"] --> x <script>alert(1)</script>')
	})
})
