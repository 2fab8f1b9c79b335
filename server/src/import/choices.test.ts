import { type ImportOptions, importQuery, type MarkChoices, readBoard, readRecords } from '@charrette/shared'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { validateDraft } from './importWorker.ts'
import { readFile } from './readFile.ts'

function read(file: string | Uint8Array | object, name: string, options: ImportOptions = {}) {
	const isText = typeof file === 'string' || file instanceof Uint8Array
	const draft = readFile(isText ? Buffer.from(file) : Buffer.from(JSON.stringify(file)), name, options)
	const board = draft.boards[0] ?? expect.fail()
	const { cards, clusters, links } = readBoard(board.doc)
	const records: Record<string, ReturnType<typeof JSON.parse>> = readRecords(board.doc)
	const kinds = Object.fromEntries(cards.map(({ text, kind, category }) => [text, category ? [kind, category] : kind]))
	const placeOf = (text: string) => records[cards.find((card) => card.text === text)?.id ?? '']
	return { ...draft, board, cards, clusters, links, records, kinds, placeOf }
}

const MURAL = [
	'ID,BG Color,Text,Position X,Position Y,Width,Height,Area,Tags',
	'1,#FFC2E8,Permits,0,0,100,100,Rules,Recht',
	'2,#FFF9B1,Office,300,0,100,100,Rules,',
	'3,#FFF9B1,Fund,300,400,100,100,,Geld',
].join('\n')

function chosen(marks: readonly { id: string; name: string }[] | undefined, meanings: Record<string, string>) {
	return Object.fromEntries(
		(marks ?? []).flatMap(({ id, name }) => (meanings[name] ? [[id, meanings[name]]] : [])),
	) as MarkChoices
}

describe('[IMP6] the marks of a file', () => {
	it('are listed with the number of their cards and their default meaning, and take the chosen meaning', () => {
		const { marks, kinds, skipped } = read(MURAL, 'mural.csv')
		expect(marks?.map(({ id: _, ...mark }) => mark)).toEqual([
			{ type: 'colour', name: '#FFF9B1', cards: 2, meaning: 'none' },
			{ type: 'label', name: 'Recht', cards: 1, meaning: 'none' },
			{ type: 'colour', name: '#FFC2E8', cards: 1, meaning: 'obstacle' },
			{ type: 'label', name: 'Geld', cards: 1, meaning: 'none' },
		])
		expect(kinds).toEqual({ Permits: 'obstacle', Office: 'note', Fund: 'note' })
		expect(skipped.map(({ reason, entry }) => [reason, entry])).toContainEqual(['unknown_category', 'Recht'])
		const choice = chosen(marks, { '#FFF9B1': 'solution', Recht: 'law', Geld: 'none' })
		const again = read(MURAL, 'mural.csv', { marks: choice })
		expect(again.kinds).toEqual({ Permits: ['obstacle', 'law'], Office: 'solution', Fund: 'solution' })
		expect(again.skipped).toEqual([])
		expect(again.marks?.map(({ id, cards }) => [id, cards])).toEqual(marks?.map(({ id, cards }) => [id, cards]))
	})

	it('are the words of a column of kinds, which take precedence over labels and colours', () => {
		const table = 'Type,Text,Labels,Colour\nRisk,A,Solution,green\nMemo,B,Solution,red\nMemo,C,,red\n'
		const { marks, kinds } = read(table, 'a.csv')
		expect(kinds).toEqual({ A: 'obstacle', B: 'solution', C: 'obstacle' })
		const again = read(table, 'a.csv', { marks: chosen(marks, { Memo: 'case', Risk: 'none' }) })
		expect(again.kinds).toEqual({ A: 'solution', B: 'case', C: 'case' })
	})

	it('are the labels of links in drawings, which get a meaning of links', () => {
		const node = (id: string) => ({ id, type: 'text', x: 0, y: 0, width: 260, height: 60, text: id })
		const edge = (from: string, to: string, label: string) => ({ id: from, fromNode: from, toNode: to, label })
		const edges = [edge('A', 'B', 'blocks'), edge('B', 'C', 'Blocks '), edge('C', 'A', 'causes')]
		const canvas = { nodes: ['A', 'B', 'C'].map(node), edges }
		const { marks, skipped } = read(canvas, 'a.canvas')
		expect(marks).toMatchObject([
			{ type: 'link', name: 'blocks', cards: 2, meaning: 'none' },
			{ type: 'link', name: 'causes', cards: 1, meaning: 'causes' },
		])
		expect(skipped.map(({ reason }) => reason)).toEqual(['label_lost', 'label_lost'])
		const again = read(canvas, 'a.canvas', { marks: chosen(marks, { blocks: 'faces' }) })
		expect(again.links.map(({ meaning }) => meaning).sort()).toEqual(['causes', 'faces', 'faces'])
		expect(again.skipped).toEqual([])
		expect(importQuery.parse({ marks: `${marks?.[0]?.id}:faces` }).marks).toEqual({ [`${marks?.[0]?.id}`]: 'faces' })
	})

	it('are the colours of drawings and the labels of Trello, but nothing in our own tables', () => {
		const node = { id: 'a', type: 'text', x: 0, y: 0, width: 260, height: 60, text: 'A', color: '4' }
		const canvas = read({ nodes: [node] }, 'a.canvas')
		expect(canvas.marks).toMatchObject([{ type: 'colour', name: 'green', meaning: 'solution' }])
		expect(read({ nodes: [node] }, 'a.canvas', { marks: chosen(canvas.marks, { green: 'question' }) }).kinds).toEqual({
			A: 'question',
		})
		const label = { name: 'Bremse', color: 'sky' }
		const trello = {
			name: 'T',
			idOrganization: null,
			lists: [{ id: 'l', name: 'L' }],
			cards: [{ name: 'A', idList: 'l', labels: [label] }],
		}
		const board = read(trello, 't.json')
		expect(board.marks).toMatchObject([{ name: 'Bremse' }, { name: 'sky' }])
		expect(read(trello, 't.json', { marks: chosen(board.marks, { Bremse: 'obstacle' }) }).kinds).toEqual({
			A: 'obstacle',
		})
		const ours = 'ID,Kind,Text,Link IDs\nshape:a,Obstacle,Permits,\n'
		expect(read(ours, 'ours.csv').marks).toBeUndefined()
	})

	it('are bounded, and choices are checked', () => {
		const rows = Array.from({ length: 1000 }, (_, at) => `${'x'.repeat(80)}${at},Text ${at}`)
		expect(read(`Tag,Text\n${rows.join('\n')}`, 'a.csv').marks?.length).toBeLessThanOrEqual(40)
		const parse = (marks: string) => importQuery.safeParse({ marks })
		expect(parse('abcd_-12:money,efgh5678:none').data?.marks).toEqual({
			'abcd_-12': 'money',
			efgh5678: 'none',
		})
		for (const bad of ['', 'abc:money', 'abcd1234:king', 'abcd1234', Array(41).fill('abcd1234:note').join(',')])
			expect(parse(bad).success, bad).toBe(false)
	})
})

describe('[IMP7] positions', () => {
	it('of a table are scaled so that notes are as wide as our cards, with a frame around each area, or laid out in rows', () => {
		const kept = read(MURAL, 'mural.csv')
		expect(kept.positions).toBe('keep')
		const [rules] = kept.clusters
		expect(kept.records[rules?.id ?? '']).toMatchObject({ xy: [-40, -40] })
		expect(kept.placeOf('Permits')).toMatchObject({ parentId: rules?.id, xy: [40, 40], wh: [200, 200] })
		expect(kept.placeOf('Office')).toMatchObject({ parentId: rules?.id, xy: [640, 40] })
		expect(kept.placeOf('Fund')).toMatchObject({ xy: [600, 800] })
		expect(validateDraft(kept.board).skipped).toEqual([])
		const anew = read(MURAL, 'mural.csv', { positions: 'new' })
		expect(anew.positions).toBe('new')
		expect(anew.placeOf('Office')).toMatchObject({ xy: [280, 40] })
	})

	it('without sizes are scaled up until neighbours do not overlap; cards without a position are below', () => {
		const table = 'Text,X,Y,Section\nA,"0,5",0,S\nB,50,0,S\nC,100,0,S\nD,150,0,\nE,200,0,\nF,,,S\n'
		const { cards, placeOf, board } = read(table, 'figjam.csv')
		expect(cards).toHaveLength(6)
		const [a, b, f] = ['A', 'B', 'F'].map(placeOf)
		expect(b.xy[0] - a.xy[0]).toBeGreaterThanOrEqual(200)
		expect([f.parentId, f.xy[1] > a.xy[1]]).toEqual([a.parentId, true])
		expect(validateDraft(board).skipped).toEqual([])
	})

	it('are ignored unless most cards have both numbers, at different places', () => {
		for (const table of ['Text,X\nA,1\nB,2\n', 'Text,X,Y\nA,1,1\nB,1,1\n', 'Text,X,Y\nA,1,1\nB,,\nC,,\n'])
			expect(read(table, 'a.csv').positions, table).toBeUndefined()
	})

	it('of drawings are kept, or laid out in their groups without lines', () => {
		const box = { width: 260, height: 60 }
		const nodes = [
			{ id: 'g', type: 'group', x: 900, y: 900, width: 900, height: 600, label: 'Rules' },
			{ id: 'a', type: 'text', x: 1000, y: 1000, ...box, text: 'A' },
			{ id: 'b', type: 'text', x: 5000, y: 60, ...box, text: 'B' },
		]
		const canvas = { nodes, edges: [{ id: 'x', fromNode: 'b', toNode: 'a' }] }
		expect(read(canvas, 'a.canvas')).toMatchObject({ positions: 'keep', links: [{}] })
		const anew = read(canvas, 'a.canvas', { positions: 'new' })
		expect([anew.positions, anew.links.length, anew.cards.find(({ text }) => text === 'A')?.cluster]).toEqual([
			'new',
			1,
			anew.clusters[0]?.id,
		])
		expect(anew.placeOf('A').xy).toEqual([40, 40])
		expect(anew.placeOf('B').xy[0]).toBeLessThan(1000)
		expect(validateDraft(anew.board).skipped).toEqual([])
		const line = {
			id: 'd',
			type: 'freedraw',
			x: 0,
			y: 0,
			width: 9,
			height: 9,
			points: [
				[0, 0],
				[9, 9],
			],
		}
		const text = { id: 't', type: 'text', x: 700, y: 700, ...box, text: 'A' }
		const drawing = { type: 'excalidraw', version: 2, elements: [line, text] }
		const laidOut = read(drawing, 'a.excalidraw', { positions: 'new' })
		expect(laidOut.skipped).toEqual([{ entry: '1', reason: 'lines_left_out' }])
		expect(laidOut.placeOf('A').xy ?? [0, 0]).toEqual([0, 0])
	})
})

it('[IMP2c] shows the start of a text in each encoding in which it has no damaged characters', () => {
	const { encoding, encodings } = read(iconv.encode('Text\nНет денег\nx', 'koi8-r'), 'list.txt')
	expect(encoding).toBe('windows-1251')
	const samples = Object.fromEntries((encodings ?? []).map((one) => [one.encoding, one.sample]))
	expect(samples['koi8-r']).toBe('Нет денег')
	expect(samples['windows-1252']).toBe('îÅÔ ÄÅÎÅÇ')
	expect(samples['utf-8']).toBeUndefined()
	const last = read(iconv.encode('Нет денег', 'koi8-r'), 'list.txt').encodings
	expect(last?.find((one) => one.encoding === 'koi8-r')?.sample).toBe('Нет денег')
	expect(read('Text\nx', 'list.txt').encodings).toBeUndefined()
})
