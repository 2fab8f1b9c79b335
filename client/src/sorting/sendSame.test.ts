import type { BoardId } from '@charrette/shared'
import { recordsOf } from '@charrette/shared'
import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { sendSame } from './sendSame.ts'

afterEach(() => {
	vi.useRealTimers()
})

it('[JOIN4a] sending ends although a card never arrives, because another person has deleted it', async () => {
	vi.useFakeTimers()
	const records = recordsOf(new Y.Doc())
	const card = { id: 'shape:a', text: 'Permits', city: 'Dakar', board: 'board' as BoardId }
	const sending = sendSame({ records, send: async () => ({ board: card.board, sent: [card.id], known: 0 }) }, [card])
	await vi.runAllTimersAsync()
	expect(await sending).toEqual([card.id])
})
