import type { BoardId, ParticipantId, RoomId, WorkshopId } from '@charrette/shared'
import { buildCard, putRecord, recordsOf } from '@charrette/shared'
import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openOfflineStore } from './offlineStore.ts'
import { installTestDevice } from './testDevice.ts'
import { useBoardDocument } from './useBoardDocument.ts'

installTestDevice()

const W1 = 'w1' as WorkshopId
const ANA = 'ana' as ParticipantId
const ROOM = 'board:b1' as RoomId
const PLACE = { x: 0, y: 0, index: 'a1' as never }

/** A socket to a server that does not answer. */
class UnansweredSocket extends EventTarget {
	static opened = 0
	readyState = 0
	onclose: ((event: CloseEvent) => void) | null = null
	onerror: ((event: Event) => void) | null = null
	constructor() {
		super()
		UnansweredSocket.opened++
		setTimeout(() => {
			this.readyState = 3
			this.onerror?.(new Event('error'))
			this.onclose?.(new CloseEvent('close', { code: 1006 }))
		})
	}
	close(): void {}
	send(): void {}
}

const { WebSocket } = globalThis
beforeEach(() => {
	UnansweredSocket.opened = 0
	Object.assign(globalThis, { WebSocket: UnansweredSocket })
})
afterEach(() => {
	Object.assign(globalThis, { WebSocket })
})

/** Stores a whole copy of the board with a card. */
async function storeBoard(text: string): Promise<void> {
	const doc = new Y.Doc()
	const store = openOfflineStore({ doc, workshop: W1, room: ROOM, epoch: 1, author: ANA, onFound() {} })
	await store.isRead
	putRecord(recordsOf(doc), buildCard('a', PLACE, { kind: 'case', text }))
	store.markWhole()
	await waitFor(() => expect(store.isStored()).toBe(true))
	store.close()
}

const openBoard = () =>
	renderHook(() =>
		useBoardDocument({
			board: 'b1' as BoardId,
			room: ROOM,
			epoch: 1,
			credentials: { workshop: W1, token: 'token', role: 'participant', participant: ANA },
			access: 'edit',
			onLostImages() {},
		}),
	)

it('[ACK5] an effect that runs twice, as in StrictMode, opens one socket and keeps edits on the device', async () => {
	await storeBoard('Permits')
	const first = openBoard()
	const open = (hook: typeof first) =>
		waitFor(() => {
			const { current } = hook.result
			if (current.state !== 'open') throw new Error('not open yet')
			return current.document
		})
	const document = await open(first)
	expect(UnansweredSocket.opened).toBe(1)
	document.records.doc?.transact(() => {
		putRecord(document.records, buildCard('b', PLACE, { kind: 'case', text: 'Roads' }))
	}, 'local')
	first.unmount()
	const next = await open(openBoard())
	expect([...next.records.keys()].sort()).toEqual(['shape:a', 'shape:b'])
})
