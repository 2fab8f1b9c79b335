import type { BoardId } from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { QuestionForm } from './QuestionForm.tsx'

const { fetch } = globalThis
/** Answers the question that was sent. */
let answer: () => void
beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')])
	globalThis.fetch = () =>
		new Promise((resolve) => {
			answer = () => resolve(new Response('{"card":"q"}', { headers: { 'content-type': 'application/json' } }))
		})
})
afterEach(() => {
	globalThis.fetch = fetch
})

const form = () => (
	<ToastProvider>
		<QuestionForm credentials={{ token: 't' } as never} board={'b' as BoardId} card="shape:a" />
	</ToastProvider>
)
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')

it('[GALLERY1] what is typed while a question is being sent stays, also after the panel is opened again', async () => {
	const user = userEvent.setup()
	const { unmount } = render(form())
	await user.type(field(), 'Who pays?')
	await user.click(screen.getByRole('button'))
	await user.clear(field())
	await user.type(field(), 'Since when?')
	await act(async () => answer())
	await screen.findByText('Your question is on the board.')
	expect(field().value).toBe('Since when?')
	unmount()
	render(form())
	expect(field().value).toBe('Since when?')
})
