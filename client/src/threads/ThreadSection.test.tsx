import {
	applyThreadAction,
	type BoardId,
	recordsOf,
	type ThreadAction,
	type ThreadReader,
	type Workshop,
} from '@charrette/shared'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { type BoardPlace, BoardPlaceContext } from '../navigation/BoardPlace.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { observeThreads } from './BoardThreads.ts'
import { createReadMarks } from './readMarks.ts'
import { ThreadContext, type ThreadPlace } from './ThreadPlace.ts'
import { ThreadSection } from './ThreadSection.tsx'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('panels')]))

/** The thread on Ana's board. */
function open() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const reader: ThreadReader = { author: 'ana', isOnePerson: true, names: new Set(['ana']) }
	const marks = createReadMarks({ read: () => '{}', write: () => {} })
	const threads = observeThreads({ records, reader, marks, hadThreads: true })
	const write = (author: string, action: ThreadAction) =>
		doc.transact(() => applyThreadAction(records, action, { author, isFacilitator: false, at: Date.now() }))
	const people = ['ana', 'ben'].map((id) => ({ id, name: id, city: 'Lima' }))
	const board = {
		workshop: { participants: people, sessions: [] } as unknown as Workshop,
		board: 'board' as BoardId,
		credentials: { role: 'participant' },
	} as BoardPlace
	const place = { threads, reader, mayWrite: true, open: () => {}, openAll: () => {} } as Partial<ThreadPlace>
	const send = async (action: ThreadAction) => {
		write('ana', action)
		return true
	}
	render(
		<ToastProvider>
			<BoardPlaceContext value={board}>
				<ThreadContext value={{ ...place, send } as ThreadPlace}>
					<ThreadSection on={{ type: 'board' }} focus={null} />
				</ThreadContext>
			</BoardPlaceContext>
		</ToastProvider>,
	)
	return { user: userEvent.setup(), close: threads.close }
}

const focused = () => document.activeElement

async function choose(user: ReturnType<typeof userEvent.setup>, item: string) {
	await user.click(screen.getByRole('button', { name: 'Message actions' }))
	await user.click(await screen.findByRole('menuitem', { name: item }))
}

it('[TALK1a] the field of a sent message keeps the focus, and is shown once the message is above it', async () => {
	const shown = vi.spyOn(Element.prototype, 'scrollIntoView')
	const seen: number[] = []
	shown.mockImplementation(() => void seen.push(document.querySelectorAll('[data-message]').length))
	const { user, close } = open()
	const field = screen.getByRole('textbox')
	await user.type(field, 'Who pays?')
	await user.click(screen.getByRole('button', { name: 'Send' }))
	await screen.findByText('Who pays?', { selector: 'p' })
	expect(focused()).toBe(screen.getByRole('textbox'))
	await waitFor(() => expect(seen.at(-1)).toBe(1))
	shown.mockRestore()
	close()
})

it('[TALK1a] after an edit the message has the focus, and after a deletion the thread', async () => {
	const { user, close } = open()
	await user.type(screen.getByRole('textbox'), 'Who pays?')
	await user.click(screen.getByRole('button', { name: 'Send' }))
	await screen.findByText('Who pays?', { selector: 'p' })
	await choose(user, 'Edit')
	expect(focused()).toBe(screen.getByRole('textbox', { name: 'Edit your message' }))
	await user.keyboard(' When?{Enter}')
	const edited = await screen.findByText('Who pays? When?', { selector: 'p' })
	expect(focused()).toBe(edited.closest('li'))
	await choose(user, 'Edit')
	await user.keyboard('{Escape}')
	expect(focused()).toBe(document.querySelector('[data-message]'))
	await choose(user, 'Delete')
	await waitFor(() => expect(document.querySelector('[data-message]')).toBeNull())
	expect(focused()).toBe(screen.getByRole('region', { name: /Thread/ }))
	await act(async () => close())
})
