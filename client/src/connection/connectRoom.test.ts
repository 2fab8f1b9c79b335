import { expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { followClientId, forgetOthers } from './connectRoom.ts'

it('[PRES1] after a reconnect, people who are still present are shown immediately, although their presence is unchanged', () => {
	const [own, other] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
	other.setLocalState({ cursor: { x: 1, y: 2 } })
	const presence = encodeAwarenessUpdate(other, [other.clientID])
	applyAwarenessUpdate(own, presence, 'server')
	const clock = own.meta.get(own.clientID)?.clock
	// The provider does this when its socket closes.
	removeAwarenessStates(own, [other.clientID], 'provider')
	forgetOthers(own)
	applyAwarenessUpdate(own, presence, 'server')
	expect(own.states.get(other.clientID)).toEqual({ cursor: { x: 1, y: 2 } })
	expect(own.meta.get(own.clientID)?.clock).toBe(clock)
	for (const awareness of [own, other]) awareness.destroy()
})

it('[PRES1] presence follows the document to a new client id, which Yjs takes when its own one comes from somebody else', () => {
	const [doc, other] = [new Y.Doc(), new Y.Doc()]
	const awareness = new Awareness(doc)
	doc.on('afterTransactionCleanup', () => followClientId({ awareness, doc }))
	awareness.setLocalState({ cursor: { x: 1, y: 2 } })
	const former = doc.clientID
	other.clientID = former
	other.getMap('cards').set('a', 1)
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
	expect(doc.clientID).not.toBe(former)
	expect([...awareness.getStates()]).toEqual([[doc.clientID, { cursor: { x: 1, y: 2 } }]])
	// The stock provider encodes its presence so on connecting and on closing.
	expect(() => encodeAwarenessUpdate(awareness, [doc.clientID], new Map())).not.toThrow()
	awareness.destroy()
})
