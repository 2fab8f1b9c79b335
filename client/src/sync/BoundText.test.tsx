import { addTexts, buildCard, CARD_FIELDS, putRecord, type RecordMap, recordsOf, textOf } from '@charrette/shared'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ComponentProps, useState } from 'react'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { BoundText } from './BoundText.tsx'
import { bindText } from './bindText.ts'
import { createUndoHistory } from './undoHistory.ts'

const ID = 'shape:a'
const KEY = 'description'
const AT = { x: 0, y: 0, index: 'a1' as never }

/** A panel with a description, which Escape closes, as in the details of a card. */
function Panel(props: Pick<ComponentProps<typeof BoundText>, 'source' | 'readOnly'>) {
	const [isOpen, setOpen] = useState(true)
	if (!isOpen) return null
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: as in the panel of details
		<div onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}>
			<BoundText aria-label="Description" place={{ record: ID, key: KEY }} maxLength={4000} {...props} />
			<button type="button">Next</button>
		</div>
	)
}

function openPanel() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, buildCard('a', AT, { text: 'A' }))
	const undo = createUndoHistory(records)
	const source = {
		records,
		bindText(_place: unknown, textarea: HTMLTextAreaElement) {
			const text = textOf(records, ID, KEY)
			const steps = { startUndoStep: undo.startStep, undo: undo.undo, redo: undo.redo }
			return text && bindText({ text, textarea, markPending: () => () => {}, ...steps }).unbind
		},
	}
	const panel = (readOnly: boolean) => <Panel source={source} readOnly={readOnly} />
	const { rerender, unmount } = render(panel(false))
	return {
		doc,
		undo,
		unmount,
		user: userEvent.setup(),
		setReadOnly: (readOnly: boolean) => rerender(panel(readOnly)),
		stored: () => textOf(records, ID, KEY)?.toString(),
	}
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Description' })

const textIn = (record: RecordMap) => record.get(KEY) as Y.Text

/** Applies what another person has written in a copy of the document. */
function writeElsewhere(doc: Y.Doc, write: (record: RecordMap) => void): void {
	const copy = new Y.Doc()
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	copy.transact(() => write(recordsOf(copy).get(ID) as RecordMap))
	act(() => Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy)))
}

describe('[DETAIL1a] a bound text field', () => {
	it('writes each key at once, and keeps the text on Escape and on Tab', async () => {
		const { user, stored } = openPanel()
		await user.click(field())
		await user.keyboard('Ope')
		expect(stored()).toBe('Ope')
		await user.keyboard('n{Tab}')
		expect([stored(), document.activeElement?.textContent]).toEqual(['Open', 'Next'])
		await user.type(field(), ' daily{Escape}')
		expect(screen.queryByRole('textbox')).toBeNull()
		expect(stored()).toBe('Open daily')
	})

	it('keeps the text when it is removed with the caret inside, and when it becomes read-only', async () => {
		const { user, stored, setReadOnly, unmount } = openPanel()
		await user.type(field(), 'Open')
		setReadOnly(true)
		await user.keyboard(' late{Control>}z{/Control}')
		expect([field().readOnly, field().value, stored()]).toEqual([true, 'Open', 'Open'])
		setReadOnly(false)
		await user.keyboard(' daily')
		unmount()
		expect(stored()).toBe('Open daily')
	})

	it('writes a composition when it ends, and when the field is removed during it', () => {
		const { stored, unmount } = openPanel()
		const compose = (value: string) => {
			fireEvent.compositionStart(field())
			fireEvent.input(field(), { target: { value } })
		}
		compose('审')
		expect(stored()).toBe('')
		fireEvent.compositionEnd(field())
		expect(stored()).toBe('审')
		compose('审批')
		expect(stored()).toBe('审')
		unmount()
		expect(stored()).toBe('审批')
	})

	it('shows the text that another person begins, also during a composition, and loses no letter', async () => {
		const { doc, user, stored } = openPanel()
		fireEvent.compositionStart(field())
		fireEvent.input(field(), { target: { value: '审' } })
		writeElsewhere(doc, (record) => textIn(record).insert(0, 'Li '))
		fireEvent.compositionEnd(field())
		expect([...(stored() ?? '')].sort()).toEqual([...'Li 审'].sort())
		expect(field().value).toBe(stored())
		await user.type(field(), '!')
		writeElsewhere(doc, (record) => textIn(record).insert(0, 'Ana '))
		expect(field().value).toBe(stored())
		expect(stored()).toContain('Ana ')
		expect(stored()).toContain('!')
	})

	it('undoes typing with its keys, in one step, and not the letters of others', async () => {
		const { doc, user, stored } = openPanel()
		await user.type(field(), 'Open')
		writeElsewhere(doc, (record) => textIn(record).insert(0, 'Li '))
		await user.keyboard('{Control>}z{/Control}')
		expect([field().value, stored()]).toEqual(['Li ', 'Li '])
		await user.keyboard('{Control>}y{/Control}')
		expect(stored()).toBe('Li Open')
	})

	it('shows a string in place of a text, read-only, until the server has put a text there', async () => {
		const { doc, user, stored } = openPanel()
		await user.type(field(), 'Open')
		writeElsewhere(doc, (card) => {
			card.delete(KEY)
			card.set(CARD_FIELDS.description.key, 'Stored')
		})
		expect([field().value, field().readOnly]).toEqual(['Stored', true])
		writeElsewhere(doc, addTexts)
		expect([field().value, field().readOnly]).toEqual(['Stored', false])
		await user.type(field(), '!')
		expect(stored()).toBe('Stored!')
	})

	it('follows a card that another person deletes and restores', async () => {
		const { doc, user, stored } = openPanel()
		await user.type(field(), 'Open')
		const records = recordsOf(doc)
		act(() =>
			doc.transact(() => {
				records.delete(ID)
				putRecord(records, { ...buildCard('a', AT, { text: 'A' }), meta: { description: 'Open again' } })
			}),
		)
		expect(field().value).toBe('Open again')
		await user.type(field(), '!')
		expect(stored()).toBe('Open again!')
	})
})
