import { buildCard, putRecord, recordsOf, textOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { trackRemovedCards } from './trackRemovedCards.ts'

function setUp() {
	const others = new Y.Doc()
	const place = { x: 0, y: 0, index: 'a1' as never }
	for (const id of ['edited', 'other'])
		putRecord(recordsOf(others), buildCard(id, place, { kind: 'obstacle', text: 'Permits' }))
	const own = new Y.Doc()
	Y.applyUpdate(own, Y.encodeStateAsUpdate(others))
	let isLive = false
	const records = recordsOf(own)
	const take = trackRemovedCards({ records, unsaved: () => ['shape:edited'], isLive: () => isLive })
	own.transact(() => textOf(records, 'shape:edited')?.insert(0, 'Slow '), 'own')
	recordsOf(others).clear()
	return {
		records,
		sync: () => Y.applyUpdate(own, Y.encodeStateAsUpdate(others)),
		texts: () => take().map(({ props }) => props.text),
		goLive: () => {
			isLive = true
		},
	}
}

describe('[REST1g] cards that were edited offline and are removed by others', () => {
	it('are collected once, with the text of this device, and no others', () => {
		const { sync, texts } = setUp()
		sync()
		expect(texts()).toEqual(['Slow Permits'])
		expect(texts()).toEqual([])
	})

	it('are collected also if the removal causes a change of this device at once', () => {
		const { records, sync, texts } = setUp()
		records.observe((_event, { local }) => {
			if (!local)
				putRecord(records, buildCard('next', { x: 0, y: 0, index: 'a1' as never }, { kind: 'note', text: '' }))
		})
		sync()
		expect(texts()).toEqual(['Slow Permits'])
	})

	it('are not collected while the document is in sync: the person sees the removal', () => {
		const { sync, texts, goLive } = setUp()
		goLive()
		sync()
		expect(texts()).toEqual([])
	})
})
