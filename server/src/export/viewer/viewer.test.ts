import { text } from 'node:stream/consumers'
import type { BoardRecord, ImageId } from '@charrette/shared'
import {
	boardContent,
	buildCard,
	buildCluster,
	buildImage,
	buildLine,
	buildLink,
	putRecord,
	readRecords,
	recordsOf,
} from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ExportedBoard } from '../ExportedBoard.ts'
import { policyIn, viewerPage } from './toViewer.ts'
import type { ViewerFile } from './ViewerFile.ts'
import { strokePath, viewerBoard } from './viewerBoard.ts'

const index = (n: number) => `a${n}` as never
const EVIL = '</script><script>alert(1)</script><!-- "&amp;\u2028'
const image = '0123456789abcdef0123456789abcdef01234567' as ImageId
const records: BoardRecord[] = [
	buildCluster('k', { x: 100, y: 50, index: index(1) }, { title: EVIL, w: 400, h: 300 }),
	buildCard(
		'in',
		{ x: 20, y: 30, index: index(1), parent: 'shape:k' },
		{ kind: 'obstacle', text: EVIL, city: '武汉' },
		'li',
	),
	buildCard('out', { x: 700.126, y: 0, index: index(3) }, { kind: 'solution', text: '# not *markup*' }),
	buildImage(
		'i',
		{ x: 5, y: 5, index: index(2), parent: 'shape:k' },
		{ w: 9, h: 8, path: `/api/images/${image}`, alt: 'A queue' },
	),
	buildLine('d', { x: 1, y: 2, index: index(2) }, [
		[0, 0],
		[10, 5],
	]),
	...buildLink('l', { from: 'shape:out', to: 'shape:in' }, index(4)),
]
const shown = new Map(records.map((record) => [record.id as string, record]))
const content = boardContent(shown, (author) => author.toUpperCase())
const doc = new Y.Doc()
for (const record of records) putRecord(recordsOf(doc), record)
const board = viewerBoard({
	session: { title: 'Morning' },
	board: { id: 'b', title: EVIL },
	content,
	document: { schema: 1, records: readRecords(doc) },
} as ExportedBoard)
const file: ViewerFile = {
	locale: 'fr',
	at: 0,
	workshop: EVIL,
	boards: [board],
	pictures: { [image]: 'data:image/png;base64,AAAA' },
}
const images = (async function* () {
	yield [image, 'data:image/png;base64,AAAA'] as [ImageId, string]
})()
const page = await text(
	viewerPage(
		{ locale: 'fr', at: 0, workshop: EVIL, titles: [EVIL] },
		{ boards: [board], images, script: 'start()', style: 'a{}' },
	),
)

describe('[VIEW1] the viewer’s board', () => {
	it('has each card with its position on the page and its content', () => {
		expect(board.cards.map(({ id, x, y, z }) => [id, x, y, z])).toEqual([
			['shape:out', 700.13, 0, 4],
			['shape:in', 120, 80, 1],
		])
		expect(board.cards[1]).toMatchObject({ text: EVIL, city: '武汉', author: 'LI', cluster: 'shape:k', w: 200, h: 112 })
	})

	it('has clusters, links, images and strokes', () => {
		expect(board.clusters).toEqual([{ id: 'shape:k', title: EVIL, cards: ['shape:in'], x: 100, y: 50, w: 400, h: 300 }])
		expect(board.links).toEqual([{ id: 'shape:l', from: 'shape:out', to: 'shape:in', meaning: 'addresses', bend: 0 }])
		expect(board.images).toMatchObject([{ x: 105, y: 55, z: 2, picture: image, alt: 'A queue', cluster: 'shape:k' }])
		expect(board.strokes).toMatchObject([
			{ x: 1, y: 2, z: 3, path: 'M0 0L0 0L10 5', reach: { x: 0, y: 0, w: 10, h: 5 }, width: 3.5, colour: 'grey' },
		])
	})

	it('turns free strokes into curves, and a dot into a line', () => {
		const free = (...points: [number, number][]) => ({
			type: 'free' as const,
			points: points.map(([x, y]) => ({ x, y })),
		})
		expect(strokePath([free([0, 0], [10, 0], [20, 10.04])], true)).toBe('M0 0Q0 0 5 0Q10 0 15 5L20 10Z')
		expect(strokePath([free([3, 4])], false)).toBe('M3 4L3 4')
		expect(strokePath([], false)).toBe('')
	})
})

describe('[VIEW2] the viewer’s page', () => {
	it('keeps every text, and no text ends its element', () => {
		const data = /<script type="application\/json" id="file">([^<]*)<\/script>/.exec(page)?.[1] ?? ''
		expect(JSON.parse(data)).toEqual(file)
		expect(data).not.toContain('<')
		expect(page.match(/<script/g)).toHaveLength(2)
		expect(page).not.toContain('alert(1)</script><!--')
		expect(page).toContain('<html lang="fr">')
	})

	it('allows only the script of its hash, and no requests', () => {
		// echo -n 'start()' | openssl dgst -sha256 -binary | base64
		const hash = 'DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='
		expect(policyIn(page)).toBe(
			`default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`,
		)
		expect(() => policyIn('<html>')).toThrow()
	})
})
