import { buildCard, putRecord, type RecordMap, recordsOf, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { findWaitingEdits, joinWaitingEdits, type OwnEdits, type WaitingEdits, writeAsNew } from './waitingEdits.ts'

const NONE: OwnEdits = { ids: new Set(), hasUnsaved: false, hasFound: false }
const UNSAVED: OwnEdits = { ...NONE, hasUnsaved: true }
const AT = { x: 1, y: 2, index: 'a1' as never }
const card = (doc: Y.Doc, id: string) => recordsOf(doc).get(`shape:${id}`) as RecordMap
const copyOf = (doc: Y.Doc) => {
	const copy = new Y.Doc()
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	return copy
}

describe('[GATE6b] edits that depend on what only Ana’s device has', () => {
	let server: Y.Doc
	let ana: Y.Doc
	let ben: Y.Doc

	/** The server lacks the last edits of Ana, which Ben has seen and edited. */
	beforeEach(() => {
		server = new Y.Doc()
		putRecord(recordsOf(server), buildCard('saved', AT, { text: 'rain' }))
		ana = copyOf(server)
		textOf(recordsOf(ana), 'shape:saved')?.insert(4, ' all')
		putRecord(recordsOf(ana), buildCard('lost', AT, { text: 'wind' }))
		ben = copyOf(ana)
		textOf(recordsOf(ben), 'shape:saved')?.insert(8, ' day')
		card(ben, 'lost').set('xy', [9, 9])
		putRecord(recordsOf(ben), buildCard('bens', AT, { text: 'sun' }))
	})

	const waiting = () =>
		findWaitingEdits(
			ben,
			{
				waiting: [[ben.clientID, 0]],
				missing: [{ client: ana.clientID, clock: 0, owner: 'ana' as never }],
				hasDeletes: false,
			},
			NONE,
		) as WaitingEdits

	it('are known by record and key, with the owner of the missing ones', () => {
		expect(waiting()).toEqual({
			records: new Map([
				['shape:saved', new Set(['text'])],
				['shape:lost', new Set(['xy'])],
				['shape:bens', null],
			]),
			owner: 'ana',
		})
	})

	it('are none if only edits of others were left out, unless a client id or an earlier visit is this device’s', () => {
		const missing = [{ client: ana.clientID, clock: 0 }]
		const structs = { waiting: [], missing, hasDeletes: false }
		const keysOf = (own: OwnEdits) => [...(findWaitingEdits(ben, structs, own)?.records.keys() ?? [])]
		expect(findWaitingEdits(ben, structs, UNSAVED)).toBeNull()
		expect(findWaitingEdits(ben, { ...structs, hasDeletes: true }, NONE)).toBeNull()
		expect(findWaitingEdits(ben, { ...structs, hasDeletes: true }, UNSAVED)?.records.size).toBe(0)
		expect(keysOf({ ...UNSAVED, hasFound: true })).toEqual(['shape:saved', 'shape:lost'])
		expect(keysOf({ ...NONE, ids: new Set([ana.clientID]) })).toEqual(['shape:saved', 'shape:lost'])
	})

	it('are joined over several frames', () => {
		const added = { records: new Map([['shape:lost', new Set(['text'])]]), owner: null }
		const joined = joinWaitingEdits(waiting(), added)
		expect([joined.records.get('shape:lost'), joined.owner]).toEqual([new Set(['xy', 'text']), 'ana'])
		expect(joinWaitingEdits(null, added)).toEqual(added)
	})

	it('are kept as new ones: texts, new records, and a copy of a record that the server lacks', () => {
		writeAsNew(ben, server, waiting())
		const records = recordsOf(server)
		expect(textOf(records, 'shape:saved')?.toString()).toBe('rain all day')
		expect(records.get('shape:bens')?.toJSON()).toEqual(card(ben, 'bens').toJSON())
		const [copy] = [...records.keys()].filter((id) => !['shape:saved', 'shape:bens'].includes(id))
		expect(copy).not.toBe('shape:lost')
		expect(records.get(copy ?? '')?.toJSON()).toEqual(card(ben, 'lost').toJSON())
		Y.applyUpdate(server, Y.encodeStateAsUpdate(ana))
		expect(card(server, 'lost').toJSON()).toEqual(card(ana, 'lost').toJSON())
		expect(server.store.pendingStructs).toBeNull()
	})

	it('[DOC1a] name the copy of a cluster that the server lacks, as parent and in places', () => {
		for (const id of ['lost', 'bens']) card(ben, id).set('wh', [300, 200])
		card(ben, 'saved').set('xy', [3, 3, 'shape:lost'])
		card(ben, 'bens').set('parentId', 'shape:lost')
		writeAsNew(ben, server, waiting())
		const copy = [...recordsOf(server).keys()].find((id) => !['shape:saved', 'shape:bens'].includes(id))
		expect(card(server, 'saved').get('xy')).toEqual([3, 3, copy])
		expect(card(server, 'bens').get('parentId')).toBe(copy)
	})

	it('change nothing that the server already has', () => {
		Y.applyUpdate(server, Y.encodeStateAsUpdate(ben))
		const before = recordsOf(server).toJSON()
		writeAsNew(ben, server, waiting())
		expect(recordsOf(server).toJSON()).toEqual(before)
	})
})
