import { buildCard, type CardShape, FIRST_INDEX, putRecord, readBoard, recordsOf, textOf } from '@charrette/shared'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { BoardPlaceContext } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { observeWriting } from '../sync/recordEvents.ts'
import { createUndoHistory, LOCAL_ORIGIN } from '../sync/undoHistory.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { createAlikeFinder } from './createAlikeFinder.ts'
import type { Sorter } from './createSorter.ts'
import { WritingHint } from './WritingHint.tsx'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')]))
beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => void vi.useRealTimers())

/** The comparison of the worker, without the worker. */
function startHere(): Sorter {
	const find = createAlikeFinder(null)
	return {
		findAlike: async (request) => find(request),
		sort: () => Promise.reject(),
		findSame: () => Promise.reject(),
		close: () => {},
	}
}

const AT = { x: 0, y: 0, index: FIRST_INDEX }
const OTHERS = ['Buses never come on time', 'The buses never come on time!', 'No money for repairs']

/** A board on which Ana writes in an empty card, beside two cards of others and one of her own. */
function open(phase: object = { may: ['write', 'arrange', 'link'] }) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const put = (id: string, text: string, author: string) =>
		putRecord(records, buildCard(id, AT, { text }, author as never) as CardShape)
	for (const [at, text] of OTHERS.entries()) put(`other${at}`, text, 'bo')
	put('mine', 'Buses never come on time', 'ana')
	put('new', '', 'ana')
	const document = {
		records,
		undo: createUndoHistory(records),
		canWrite: createObservable(true),
	} as Partial<BoardDocument> as BoardDocument
	const session = {
		id: 's',
		boards: [{ id: 'b', group: null }],
		groups: [],
		phase: 'p',
		phases: [{ id: 'p', ...phase }],
	}
	const place = {
		credentials: { role: 'participant', participant: 'ana' },
		workshop: { id: 'w', participants: [], sessions: [session], session: 's' },
		board: 'b',
	}
	const field = globalThis.document.createElement('textarea')
	globalThis.document.body.append(field)
	const view = (card: string | null) => (
		<BoardPlaceContext value={place as never}>
			<ToastProvider>
				<WritingHint {...{ document, card }} start={startHere} />
			</ToastProvider>
		</BoardPlaceContext>
	)
	const { rerender } = render(view(null))
	observeWriting(records, (card) => rerender(view(card)))
	field.focus()
	const write = (text: string) =>
		act(() => doc.transact(() => textOf(records, 'shape:new')?.insert(0, text), LOCAL_ORIGIN))
	const rest = (ms = 1500) => act(() => vi.advanceTimersByTimeAsync(ms))
	return { doc, records, field, write, rest, content: () => readBoard(doc) }
}
const hint = () => screen.queryByText(/nearly the same/)

describe('[SORT8] while a person writes', () => {
	it('cards of others that say nearly the same are named after a pause, without taking the focus', async () => {
		const { write, rest, field } = open()
		write('Buses never come on time')
		await rest(1400)
		expect(hint()).toBeNull()
		await rest()
		expect(hint()?.textContent).toMatch(/^2 other cards say nearly the same\.Buses never come on time$/)
		expect(hint()?.closest('[role="status"]')).toBeTruthy()
		expect(globalThis.document.activeElement).toBe(field)
	})

	it('nothing is named for a text that nobody else wrote', async () => {
		const { write, rest } = open()
		write('Lanterns are broken')
		await rest()
		expect(hint()).toBeNull()
	})

	it('the hint is closed by Escape, for this card for good, but not while a text is composed', async () => {
		const { write, rest, field } = open()
		write('Buses never come on time')
		await rest()
		fireEvent.keyDown(field, { key: 'Escape', isComposing: true })
		expect(hint()).toBeTruthy()
		fireEvent.keyDown(field, { key: 'Escape' })
		expect(hint()).toBeNull()
		write('The ')
		await rest()
		expect(hint()).toBeNull()
	})

	it('the cards are linked with one button, and then not named again', async () => {
		const { write, rest, content } = open()
		write('Buses never come on time')
		await rest()
		await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(screen.getByRole('button', { name: 'Link' }))
		const links = content().links.map(({ from, to }) => `${from} ${to}`)
		expect(links.sort()).toEqual(['shape:new shape:other0', 'shape:new shape:other1'])
		expect(hint()).toBeNull()
	})

	it('a phase that allows no links offers none', async () => {
		const { write, rest } = open({ may: ['write', 'arrange'] })
		write('Buses never come on time')
		await rest()
		expect(hint()).toBeTruthy()
		expect(screen.queryByRole('button', { name: 'Link' })).toBeNull()
	})

	it('the hint ends with its card', async () => {
		const { write, rest, doc, records } = open()
		write('Buses never come on time')
		await rest()
		act(() => doc.transact(() => records.delete('shape:new'), LOCAL_ORIGIN))
		expect(hint()).toBeNull()
	})
})
