import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdateFrame, toSocketFrame } from '../members/frameCodec.ts'
import { StateCache } from './SyncReplies.ts'

/** A document with a cached state, and the updates that are added to it from now on. */
function cachedDocument() {
	const doc = new Y.Doc()
	doc.getMap('records').set('first', 1)
	const cache = new StateCache(doc)
	const state = Buffer.concat(cache.frames('step2'))
	const frames: Buffer[] = []
	doc.on('update', (update: Uint8Array) => {
		const frame = toSocketFrame(encodeUpdateFrame(update))
		frames.push(frame)
		cache.add(update, frame)
	})
	return { doc, cache, state, frames }
}

it('[FAN4] sends the updates committed after the cached state in their order, however many there are', () => {
	const { doc, cache, state, frames } = cachedDocument()
	for (let i = 0; i < 300; i++) doc.getMap('records').set(`card ${i}`, 'x'.repeat(i))
	expect(Buffer.concat(cache.frames('step2'))).toEqual(Buffer.concat([state, ...frames]))
})

it('[FAN4] does not change frames in flight while updates are added', () => {
	const { doc, cache, frames } = cachedDocument()
	doc.getMap('records').set('second', 2)
	const sent = Buffer.concat(cache.frames('step2').slice(1))
	const sending = cache.frames('step2').slice(1)
	for (let i = 0; i < 100; i++) doc.getMap('records').set('second', i)
	expect(Buffer.concat(sending)).toEqual(sent)
	expect(sent).toEqual(frames[0])
})

it('[FAN4] keeps no reference to a frame that was sent, nor to the block of memory that contains it', () => {
	const { doc, cache, frames } = cachedDocument()
	doc.getMap('records').set('second', 2)
	const kept = cache.frames('step2').slice(1)
	expect(kept).not.toHaveLength(0)
	for (const { buffer } of kept) expect(frames.map((frame) => frame.buffer)).not.toContain(buffer)
})
