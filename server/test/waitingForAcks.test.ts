import { buildCard, FRAME, type Identity, putRecord, recordsOf, SYNC } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { frameOf } from './support/attacks.ts'
import { enterRoom, openRoom } from './support/roomScene.ts'

const ANA: Identity = { workshop: 'w' as never, role: 'participant', participant: 'ana' as never }

it('[WIRE5] members get beats while a commit takes long, also those whose edits wait for the next one', async () => {
	const scene = await openRoom()
	const { delivery } = scene.room
	const members = ['ana', 'ben'].map((name) => enterRoom(scene, { ...ANA, participant: name as never }, 'edit'))
	const acksOf = ({ frames }: (typeof members)[number]) => frames.filter((frame) => frame[0] === FRAME.ack).length
	const beats = () => {
		const before = members.map(acksOf)
		delivery.reassureWaiting()
		return members.map((member, index) => acksOf(member) - (before[index] ?? 0))
	}
	const draw = (index: number) => {
		const doc = new Y.Doc()
		putRecord(recordsOf(doc), buildCard(`card${index}`, { x: 0, y: 0, index: 'a1' as never }, { text: 'a' }))
		members[index]?.receive(frameOf(FRAME.sync, SYNC.step2, Y.encodeStateAsUpdate(doc)))
	}
	expect(beats()).toEqual([0, 0])
	let commit = () => {}
	delivery.flushes.holdUntil(
		new Promise((resolve) => {
			commit = resolve
		}),
	)
	draw(0)
	expect(beats()).toEqual([1, 1])
	draw(1)
	expect(beats()).toEqual([1, 1])
	expect(scene.entries).toEqual([])
	commit()
	await delivery.flushes.sendAll()
	expect(scene.entries).not.toEqual([])
	expect(beats()).toEqual([0, 0])
	scene.room.close()
})
