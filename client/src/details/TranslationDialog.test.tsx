import {
	buildCard,
	type ParticipantId,
	putRecord,
	recordsOf,
	textOf,
	translationFor,
	type Workshop,
	writeText,
} from '@charrette/shared'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { createUndoHistory, LOCAL_ORIGIN } from '../sync/undoHistory.ts'
import { TranslationDialog } from './TranslationDialog.tsx'

const ID = 'shape:a'
const TEXT = 'Nadie está a cargo del carril bus'
const ANA = 'ana' as ParticipantId

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')]))

function open({ canEdit = true, locale = 'en' as string | null } = {}) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: TEXT }))
	const undo = createUndoHistory(records)
	const document = { records, undo, canWrite: createObservable(canEdit) } as Partial<BoardDocument> as BoardDocument
	const workshop: unknown = { locales: ['en', 'fr'], participants: [{ id: 'li', name: 'Li' }], sessions: [] }
	const onClose = vi.fn()
	const view = render(
		<TranslationDialog
			{...{ document, canEdit, locale, onClose }}
			workshop={workshop as Workshop}
			credentials={{ workshop: 'w', token: '', role: 'participant', participant: ANA } as never}
			board={'b' as never}
			card={ID}
		/>,
	)
	return {
		doc,
		undo,
		onClose,
		...view,
		user: userEvent.setup(),
		stored: (tag = 'en') => records.get(ID)?.get(`tr.${tag}`),
	}
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const press = (name: string) => userEvent.setup().click(screen.getByRole('button', { name }))

describe('[READ5c] the translation of a card', () => {
	it('is written with the keyboard, and undone in one step', async () => {
		const { user, stored, undo, onClose } = open()
		await user.type(field(), 'Nobody is in charge,{Enter}of the bus lane')
		expect(stored()).toBeUndefined()
		await user.keyboard('{Control>}{Enter}{/Control}')
		expect(stored()).toEqual(translationFor(TEXT, 'Nobody is in charge,\nof the bus lane', ANA))
		expect(onClose).toHaveBeenCalled()
		undo.undo()
		expect(stored()).toBeUndefined()
	})

	it('is not saved by the key that ends a composition, nor on Cancel or when it is removed', async () => {
		const { user, stored, unmount } = open()
		await user.type(field(), 'Nobody')
		fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true, isComposing: true })
		await press('Cancel')
		unmount()
		expect(stored()).toBeUndefined()
	})

	it('keeps what is typed in each language', async () => {
		const { user, stored } = open()
		await user.type(field(), 'Nobody')
		const language = screen.getByRole('combobox', { name: 'Language' })
		await user.selectOptions(language, 'fr')
		await user.tab()
		expect([field().value, field().lang]).toEqual(['', 'fr'])
		await user.type(field(), 'Personne')
		await user.selectOptions(language, 'en')
		await user.tab()
		expect(field().value).toBe('Nobody')
		await press('Save translation')
		expect([stored('en'), stored('fr')]).toEqual([translationFor(TEXT, 'Nobody', ANA), undefined])
	})

	it('[READ5a] is confirmed after a change of the original, or removed', async () => {
		const { doc, stored } = open()
		const text = textOf(recordsOf(doc), ID)
		act(() => {
			recordsOf(doc)
				.get(ID)
				?.set('tr.en', translationFor(TEXT, 'Nobody', 'li'))
			if (text) writeText(text, `${TEXT}.`)
		})
		expect(field().value).toBe('Nobody')
		expect(screen.getByText(/^By Li · Older than the text/)).toBeTruthy()
		await press('Still right')
		expect(stored()).toEqual(translationFor(`${TEXT}.`, 'Nobody', ANA))
		await press('Remove translation')
		expect(stored()).toBeUndefined()
	})

	it('is only read by a person who may not edit', async () => {
		const { user, stored } = open({ canEdit: false })
		await user.type(field(), 'Nobody{Control>}{Enter}{/Control}')
		expect([field().readOnly, stored()]).toEqual([true, undefined])
		expect(screen.queryByRole('button', { name: 'Save translation' })).toBeNull()
	})

	it('[READ5d] counts for the text from which it was begun, if that is changed meanwhile', async () => {
		const { user, doc, stored } = open()
		await user.type(field(), 'Nobody')
		const records = recordsOf(doc)
		const text = textOf(records, ID)
		act(() => text && writeText(text, 'Otra cosa'))
		expect(screen.getByText(/^The text has changed since you began/)).toBeTruthy()
		await user.type(field(), ' is in charge')
		await press('Save translation')
		expect(stored()).toEqual(translationFor(TEXT, 'Nobody is in charge', ANA))
	})

	it('[READ5d] counts for the new text if its author confirms that', async () => {
		const { user, doc, stored } = open()
		await user.type(field(), 'Nobody')
		const text = textOf(recordsOf(doc), ID)
		act(() => text && writeText(text, 'Nadie'))
		await press('Still right')
		expect(stored()).toEqual(translationFor('Nadie', 'Nobody', ANA))
	})

	it('[READ5d] can be copied if the card is deleted meanwhile, and is saved if that is undone', async () => {
		const { user, doc, undo, onClose, stored } = open()
		await user.type(field(), 'Nobody')
		act(() => (recordsOf(doc).doc as Y.Doc).transact(() => recordsOf(doc).delete(ID), LOCAL_ORIGIN))
		expect([field().value, field().readOnly, onClose.mock.calls]).toEqual(['Nobody', true, []])
		expect(screen.getByText(/^This card was deleted/)).toBeTruthy()
		await press('Copy')
		expect(await navigator.clipboard.readText()).toBe('Nobody')
		act(() => undo.undo())
		await press('Save translation')
		expect(stored()).toEqual(translationFor(TEXT, 'Nobody', ANA))
	})

	it('[READ5d] of a card that is deleted before anything is typed is closed', () => {
		const { doc, onClose } = open()
		act(() => recordsOf(doc).delete(ID))
		expect(onClose).toHaveBeenCalled()
	})
})
