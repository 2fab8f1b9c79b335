import {
	buildCard,
	buildCluster,
	buildImage,
	buildLink,
	compareBoards,
	documentOf,
	putRecord,
	readBoard,
	recordsOf,
	textOf,
	writeFields,
} from '@charrette/shared'
import { beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { AttributionLog, restoreAndList } from './AttributionLog.ts'

let now: number
let doc: Y.Doc
let log: AttributionLog
beforeEach(() => {
	now = 1000
	doc = new Y.Doc()
	putRecord(recordsOf(doc), buildCluster('law', at(500), { title: 'Law', w: 300, h: 200 }))
	for (const id of ['a', 'b']) putRecord(recordsOf(doc), buildCard(id, at(0), { text: id }))
	log = new AttributionLog(doc, () => now)
	log.watch()
})

const at = (x: number) => ({ x, y: 0, index: 'a1' as never })
const as = (author: string, change: (records: ReturnType<typeof recordsOf>) => void) =>
	log.attributeTo({ author }, () => doc.transact(() => change(recordsOf(doc))))
const type = (author: string, id: string, letter = '!') =>
	as(author, (records) => textOf(records, `shape:${id}`)?.insert(0, letter))
const taken = () => log.take().map(({ record, aspect, author }) => `${record} ${aspect} ${author}`)

it('[HIST7] records the authors of text edits, cluster changes and deletions, but not of moves', () => {
	type('ana', 'a')
	as('bo', (records) => {
		writeFields(records, 'shape:b', { 'props.kind': 'case', xy: [9, 9], wh: [300, 200], rotation: 1, index: 'a5' })
		writeFields(records, 'shape:a', { parentId: 'shape:law', xy: [1, 1], 'meta.isSetUp': true })
		writeFields(records, 'shape:law', { 'props.name': 'Laws' })
	})
	as('chen', (records) => {
		writeFields(records, 'shape:b', { xy: [10, 10] })
		putRecord(records, buildCard('new', at(0), { text: 'new' }, 'chen'))
		records.delete('shape:a')
	})
	expect(taken()).toEqual([
		'shape:a words ana',
		'shape:b words bo',
		'shape:a place bo',
		'shape:law words bo',
		'shape:new new chen',
		'shape:a gone chen',
	])
	expect(taken()).toEqual([])
})

it('[HIST7] records new cards, links, clusters, images and messages, anonymous ones too, but no strokes', () => {
	as('ana', (records) => {
		for (const record of buildLink('l', { from: 'shape:a', to: 'shape:b' }, 'a1' as never)) putRecord(records, record)
		putRecord(records, buildImage('i', at(0), { src: 'x', w: 1, h: 1 } as never))
		for (const type of ['draw', 'binding', 'thread', 'note']) records.set(`${type}:1`, new Y.Map([['type', type]]))
	})
	log.hideNames(true)
	as('ana', (records) => putRecord(records, buildCluster('c', at(0), { title: 'C', w: 1, h: 1 })))
	const added = taken().filter((line) => line.includes(' new'))
	expect(added).toEqual(['shape:l new ana', 'shape:i new ana', 'note:1 new ana', 'shape:c new '])
})

it('[HIST7] records an author once between two captures, and again after the second', () => {
	for (const letter of 'permits') type('ana', 'a', letter)
	type('bo', 'a')
	expect(taken()).toEqual(['shape:a words ana', 'shape:a words bo'])
	type('ana', 'a')
	expect(taken()).toEqual([])
	log.captureNow()
	type('ana', 'a')
	expect(taken()).toEqual(['shape:a words ana'])
})

it('[HIST7] records repeated deletions by one author once, until another author deletes the record', () => {
	for (const author of ['ana', 'ana', 'bo', 'ana', 'ana']) {
		as(author, (records) => records.delete('shape:a'))
		as('chen', (records) => putRecord(records, buildCard('a', at(0), { text: 'a' })))
	}
	expect(taken().filter((line) => line.includes('gone'))).toEqual([
		'shape:a gone ana',
		'shape:a gone bo',
		'shape:a gone ana',
	])
})

it('[HIST7] each attribution is on its side of the capture, whatever the clock says', () => {
	const captures: number[] = []
	for (const shown of [1000, 1000, 400, 400, 5000]) {
		now = shown
		type('ana', 'a')
		captures.push(log.captureNow())
	}
	const times = log.take().map((attribution) => attribution.at)
	expect(times).toHaveLength(5)
	for (const [turn, time] of times.entries()) {
		expect(time).toBeLessThanOrEqual(captures[turn] ?? 0)
		expect(time).toBeGreaterThan(captures[turn - 1] ?? 0)
	}
	expect(captures.at(-1)).toBe(5000)
})

it('[HIST7] is anonymous while names are hidden and for edits of the server, and leaves out rejected edits', () => {
	log.hideNames(true)
	type('ana', 'a')
	as('ana', (records) => records.delete('shape:a'))
	log.hideNames(false)
	recordsOf(doc).delete('shape:b')
	log.attributeTo({ author: 'bo', isRejected: (record) => record === 'shape:law' }, () =>
		recordsOf(doc).delete('shape:law'),
	)
	// For deletions, the last author wins, even if anonymous.
	expect(taken()).toEqual(['shape:a gone ', 'shape:b gone '])
})

it('[HIST7] attributes a restore and a replaced document to the author of the command', () => {
	as('ana', (records) => records.delete('shape:a'))
	log.take()
	log.attributeTo({ author: 'facilitator', isRestoring: true }, () =>
		putRecord(recordsOf(doc), buildCard('a', at(0), { text: 'a' })),
	)
	expect(taken()).toEqual(['shape:a new facilitator', 'shape:a words facilitator', 'shape:a place facilitator'])
	const next = new Y.Doc()
	putRecord(recordsOf(next), buildCard('a', at(7), { text: 'other' }))
	putRecord(recordsOf(next), buildCard('b', at(0), { text: 'b' }))
	const capturedAt = log.captureNow()
	const changes = restoreAndList(documentOf([Y.encodeStateAsUpdate(doc)]), next)
	const replacing = log.attributeReplacement(changes, 'facilitator')
	expect(replacing.map(({ record, aspect, author }) => `${record} ${aspect} ${author}`)).toEqual([
		'shape:law gone facilitator',
		'shape:a words facilitator',
	])
	for (const { at } of replacing) expect(at).toBeGreaterThan(capturedAt)
	expect(taken()).toEqual([])
})

it('[HIST7] has an attribution for each change that history compares', () => {
	const changes: ((records: ReturnType<typeof recordsOf>) => void)[] = [
		(records) => textOf(records, 'shape:a')?.delete(0, 1),
		...['props.kind', 'props.city', 'props.category'].map((field) => (records: ReturnType<typeof recordsOf>) => {
			const value = { 'props.kind': 'obstacle', 'props.city': 'Wuhan', 'props.category': 'law' }[field]
			writeFields(records, 'shape:a', { [field]: value })
		}),
		(records) => writeFields(records, 'shape:a', { parentId: 'shape:law' }),
		(records) => writeFields(records, 'shape:law', { 'props.name': 'Laws' }),
		(records) => records.set('shape:a', recordsOf(doc).get('shape:b')?.clone() as never),
		...['shape:ab', 'shape:a', 'shape:law', 'shape:i'].map((id) => (records: ReturnType<typeof recordsOf>) => {
			records.delete(id)
		}),
	]
	for (const record of buildLink('ab', { from: 'shape:a', to: 'shape:b' }, 'a1' as never))
		putRecord(recordsOf(doc), record)
	putRecord(recordsOf(doc), buildImage('i', at(0), { w: 10, h: 10, path: `/api/images/${'0'.repeat(40)}`, alt: '' }))
	for (const [turn, change] of changes.entries()) {
		const before = readBoard(doc)
		as(`p${turn}`, change)
		const { changed, gone, moved, links, clusters, images } = compareBoards(before, readBoard(doc))
		const expected = [
			...changed.map(({ after }) => `${after.id} words`),
			...moved.map(({ card }) => `${card.id} place`),
			...clusters.renamed.map(({ after }) => `${after.id} words`),
			...[...gone, ...clusters.gone, ...images.gone, ...links.gone]
				.filter(({ id }) => !recordsOf(doc).has(id))
				.map(({ id }) => `${id} gone`),
		]
		expect(expected.length, `change ${turn}`).toBeGreaterThan(0)
		expect(taken(), `change ${turn}`).toEqual(expect.arrayContaining(expected.map((one) => `${one} p${turn}`)))
		log.captureNow()
	}
})
