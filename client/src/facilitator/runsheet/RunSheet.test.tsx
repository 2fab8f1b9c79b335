import type { Command, SessionId, Workshop } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { RunSheet } from './RunSheet.tsx'

const phaseOf = (id: string) => ({
	id,
	kind: 'write',
	title: { en: id },
	prompt: {},
	minutes: 5,
	may: [],
	shows: 'prompt',
})
const sessions = ['Monday', 'Tuesday'].map((title) => ({
	id: title,
	title,
	groups: [],
	boards: [],
	phase: null,
	phases: [phaseOf(`${title} ideas`)],
}))
const workshop = { id: 'w', session: 'Monday', sessions, locale: 'en', locales: ['en'] } as unknown as Workshop

let sent: Command[]
const run = async (command: Command) => {
	sent.push(command)
	return { version: 2 }
}
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
	sent = []
})

/** Shows the run sheet of Monday. Returns a function that starts Tuesday, and shows it. */
function showMonday() {
	const page = (id: string) => {
		const session = sessions.find((one) => one.id === id) as unknown as Workshop['sessions'][number]
		const started = { ...workshop, session: id as SessionId }
		return (
			<ToastProvider>
				<RunSheet credentials={{} as never} workshop={started} session={session} run={run} onSelect={() => {}} />
			</ToastProvider>
		)
	}
	const { rerender } = render(page('Monday'))
	return () => rerender(page('Tuesday'))
}

async function choose(item: string) {
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: 'Session actions' }))
	await user.click(await screen.findByRole('menuitem', { name: item }))
	return user
}

it('[HAND1b] a session is renamed that was chosen, although another one starts meanwhile', async () => {
	const startTuesday = showMonday()
	const user = await choose('Rename this session…')
	const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Session title' })
	await user.clear(field)
	await user.type(field, 'Day one')
	startTuesday()
	expect(field.value).toBe('Day one')
	await user.keyboard('{Enter}')
	expect(sent).toEqual([{ type: 'session.rename', session: 'Monday', title: 'Day one' }])
})

it('[HAND1b] the boards are opened of the session for which the dialog was opened', async () => {
	const startTuesday = showMonday()
	const user = await choose('Open between sessions…')
	startTuesday()
	await user.click(screen.getByRole('button', { name: 'Open the boards' }))
	expect(sent).toMatchObject([{ type: 'session.window', session: 'Monday' }])
})

it('[HAND1b] a phase keeps what is typed while another session starts', async () => {
	const startTuesday = showMonday()
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: 'Monday ideas' }))
	await user.type(screen.getByRole('textbox', { name: /Title/ }), ' 1')
	startTuesday()
	await user.click(screen.getByRole('button', { name: 'Save' }))
	expect(sent).toEqual([{ type: 'phase.change', phase: 'Monday ideas', change: { title: { en: 'Monday ideas 1' } } }])
})
