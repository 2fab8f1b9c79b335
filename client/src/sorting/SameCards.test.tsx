import { ACTIVITIES, type Activity, buildCard, FIRST_INDEX, putRecord, readBoard, recordsOf } from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { SameCards } from './SameCards.tsx'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')]))

function open(activities: readonly Activity[] = ACTIVITIES) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	for (const id of ['a', 'b', 'c']) putRecord(records, buildCard(id, { x: 0, y: 0, index: FIRST_INDEX }, { text: id }))
	const undo = createUndoHistory(records)
	const document = { records, undo, canWrite: createObservable(true) } as Partial<BoardDocument> as BoardDocument
	const live = observeBoard(records)
	render(
		<ToastProvider>
			<SameCards
				groups={[['shape:a', 'shape:b', 'shape:c']]}
				{...{ document, live }}
				activities={new Set(activities)}
				keep={() => {}}
			/>
		</ToastProvider>,
	)
	return { undo, user: userEvent.setup(), content: () => readBoard(doc) }
}

describe('cards that say nearly the same', () => {
	it('[SORT6] are linked in one step of undo', async () => {
		const { user, undo, content } = open()
		screen.getByRole('button', { name: 'Link' }).focus()
		await user.keyboard('{Enter}')
		expect(content().links).toHaveLength(2)
		act(() => undo.undo())
		expect(content().links).toEqual([])
	})

	it('[SORT6] [JOIN1] are joined into one card in one step of undo, in phases that allow arranging', async () => {
		const { user, undo, content } = open(['write', 'arrange'])
		await user.click(screen.getByRole('button', { name: 'Join into one card' }))
		expect(content().cards.map(({ id, joined }) => [id, joined?.length])).toEqual([['shape:a', 2]])
		act(() => undo.undo())
		expect(content().cards).toHaveLength(3)
	})

	it('[SORT6] are not linked in a phase that allows no links', async () => {
		const { user, content } = open(['write', 'arrange'])
		await user.click(screen.getByRole('button', { name: 'Link' }))
		expect(screen.getByText('You can’t link cards in this phase.')).toBeTruthy()
		expect(content().links).toEqual([])
	})
})
