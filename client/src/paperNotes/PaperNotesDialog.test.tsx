import {
	buildImage,
	FIRST_INDEX,
	isCard,
	isImage,
	overlaps,
	type ParticipantId,
	putRecord,
	readDetails,
	recordsOf,
	rectOf,
	type StorageState,
	type Workshop,
} from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import type { NotesReader, ReadNote } from './createNotesReader.ts'
import { PaperNotesDialog } from './PaperNotesDialog.tsx'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('import')]))

const PHOTO = 'shape:photo'
const PATH = `/api/images/${'a'.repeat(40)}`
vi.stubGlobal('fetch', async () => new Response('photo'))

/** Two rows of two notes, of which the last is blurred. */
const NOTES: ReadNote[] = ['Permits take long', 'Who pays?', 'One counter', 'x?l'].map((text, at) => {
	const [x, y] = [100 + (at % 2) * 400, 100 + Math.floor(at / 2) * 300]
	const corners = [
		{ x, y },
		{ x: x + 200, y },
		{ x: x + 200, y: y + 180 },
		{ x, y: y + 180 },
	] as const
	return { corners, picture: new Blob(['picture']), text, confidence: at === 3 ? 40 : 93 }
})

function open(reader: Partial<NotesReader> = {}) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const props = { path: PATH, alt: '', w: 400, h: 300 } as Parameters<typeof buildImage>[2]
	putRecord(records, buildImage('photo', { x: 0, y: 0, index: FIRST_INDEX }, props))
	const undo = createUndoHistory(records)
	const canWrite = createObservable(true)
	const storage = createObservable<StorageState>('ok')
	const document = { records, undo, canWrite, storage } as Partial<BoardDocument> as BoardDocument
	const session = { id: 's', boards: [{ id: 'b', title: 'Harbour', frozen: true }], phases: [] }
	const workshop: unknown = { participants: [{ id: 'ana', name: 'Ana', city: 'Dakar' }], sessions: [session] }
	const onClose = vi.fn()
	const closeReader = vi.fn()
	const createReader = () => ({
		read: async () => ({ width: 1000, height: 750, notes: NOTES }),
		close: closeReader,
		...reader,
	})
	render(
		<PaperNotesDialog
			{...{ document, onClose, createReader }}
			workshop={workshop as Workshop}
			credentials={{ workshop: 'w', token: '', role: 'facilitator', participant: 'ana' as ParticipantId } as never}
			board={'b' as never}
			photo={PHOTO}
		/>,
	)
	const cards = () => [...observeBoard(records).shown().values()].filter(isCard)
	return { user: userEvent.setup(), cards, undo, onClose, closeReader, records, canWrite }
}
const press = (name: string) => screen.getByRole('button', { name }).click()
const textOf = (at: number) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: `Text of note ${at}` })

it('[PAPER2] nothing is added unseen: a doubtful reading is marked and left out until it is corrected', async () => {
	const { user, cards } = open()
	press('Read the notes')
	expect((await textOf(4)).value).toBe('x?l')
	const included = () =>
		screen.getAllByRole<HTMLInputElement>('checkbox', { name: 'Add' }).map(({ checked }) => checked)
	expect(included()).toEqual([true, true, true, false])
	expect(screen.getAllByText('Please check this text.')).toHaveLength(1)
	expect(cards()).toEqual([])
	await user.clear(await textOf(4))
	await user.type(await textOf(4), 'Too late')
	await user.click(screen.getAllByRole('checkbox', { name: 'Add' })[1] as HTMLElement)
	await user.clear(await textOf(3))
	expect(included()).toEqual([true, false, false, true])
	expect(screen.getByRole('button', { name: 'Add 2 cards' })).toBeDefined()
})

it('[PAPER3] the cards are added in one step of undo, laid out as on the photo, with it as their source', async () => {
	const { user, cards, undo, onClose, records } = open()
	press('Read the notes')
	await textOf(1)
	await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of note 2' }), 'Question')
	await user.tab()
	await user.click(screen.getByRole('button', { name: 'Add 3 cards' }))
	expect(onClose).toHaveBeenCalled()
	const [first, second, third] = cards()
	if (!first || !second || !third) throw new Error('three cards were expected')
	expect(cards().map(({ props }) => [props.kind, props.text, props.city])).toEqual([
		['obstacle', 'Permits take long', 'Dakar'],
		['question', 'Who pays?', 'Dakar'],
		['obstacle', 'One counter', 'Dakar'],
	])
	expect(second.x).toBeGreaterThan(first.x + first.props.w)
	expect(second.y).toBe(first.y)
	expect(third.x).toBe(first.x)
	expect(third.y).toBeGreaterThan(first.y)
	const shapes = [...observeBoard(records).shown().values()].filter((record) => isCard(record) || isImage(record))
	for (const [at, one] of shapes.entries())
		for (const other of shapes.slice(at + 1)) expect(overlaps(rectOf(one), rectOf(other))).toBe(false)
	expect(readDetails(first.meta).source).toMatch(new RegExp(`^Photo of .* http.*${PATH}$`))
	undo.undo()
	expect(cards()).toEqual([])
})

it('[PAPER1c] Cancel ends the reading, and its late answer is dropped', async () => {
	let answer: (value: Awaited<ReturnType<NotesReader['read']>>) => void = () => {}
	const { closeReader } = open({ read: () => new Promise((resolve) => (answer = resolve)) })
	press('Read the notes')
	expect(await screen.findByText('Finding the notes…')).toBeDefined()
	await userEvent.setup().click(screen.getByRole('button', { name: 'Cancel' }))
	expect(closeReader).toHaveBeenCalled()
	answer({ width: 1, height: 1, notes: NOTES })
	expect(await screen.findByRole('button', { name: 'Read the notes' })).toBeDefined()
	expect(screen.queryByRole('textbox')).toBeNull()
})

it('[PAPER1c] a photo or program that cannot be loaded gives one sentence, and can be tried again', async () => {
	open({ read: () => Promise.reject(new Error('offline')) })
	press('Read the notes')
	expect(await screen.findByText(/^The notes can’t be read right now/)).toBeDefined()
	expect(screen.getByRole('button', { name: 'Read the notes' })).toBeDefined()
})

it('[PAPER3a] on a board that is frozen meanwhile the dialog says so and keeps the drafts', async () => {
	const { user, cards, canWrite, onClose } = open()
	press('Read the notes')
	await user.type(await textOf(1), '!')
	const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add 3 cards' })
	act(() => canWrite.set(false))
	expect(screen.getByRole('alert').textContent).toMatch(/^This board is frozen/)
	await user.click(add)
	expect([cards(), (await textOf(1)).value]).toEqual([[], 'Permits take long!'])
	act(() => canWrite.set(true))
	expect(screen.queryByRole('alert')).toBeNull()
	await user.click(add)
	expect([cards().length, onClose.mock.calls.length]).toEqual([3, 1])
})
