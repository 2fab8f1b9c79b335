import type { Board, Command, SuggestedSummary, Workshop } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { loadNamespace } from '../../i18n/useTranslation.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { SummaryDialog } from './SummaryDialog.tsx'

const SUGGESTED: SuggestedSummary = { summary: { text: 'Buses are late.', cards: ['shape:a'] }, problem: null }
const cards = ['a', 'b'].map((id) => ({ id: `shape:${id}`, kind: 'note', text: `the **bus** ${id}`, city: '' }))

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('panels')]))

const { fetch } = globalThis
let answer: SuggestedSummary
let hasModel: boolean
beforeEach(() => {
	answer = SUGGESTED
	hasModel = true
	globalThis.fetch = async (url) => {
		const { pathname } = new URL(String(url), 'http://server')
		const body = pathname.endsWith('/summary')
			? answer
			: pathname.endsWith('/content')
				? { cards }
				: { names: hasModel }
		return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
	}
	return () => {
		globalThis.fetch = fetch
	}
})

function open({ summaries, ...more }: Pick<Board, 'summaries'> & { isUntranslated?: true } = {}) {
	const sent: Command[] = []
	const workshop: unknown = { id: 'w', locale: 'en', locales: ['en', 'fr'], sessions: [], ...more }
	const board = { id: 'b', title: 'Table 1', group: null, frozen: false, ...(summaries && { summaries }) } as Board
	const closed = { count: 0 }
	render(
		<QueryClientProvider client={new QueryClient()}>
			<ToastProvider>
				<SummaryDialog
					{...{ board, workshop: workshop as Workshop }}
					credentials={{ workshop: 'w', token: '', role: 'facilitator', participant: null } as never}
					run={async (command) => {
						sent.push(command)
						return { version: 1 }
					}}
					onClose={() => closed.count++}
				/>
			</ToastProvider>
		</QueryClientProvider>,
	)
	return { sent, closed, user: userEvent.setup() }
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const suggestButton = () => screen.findByRole('button', { name: 'Suggest from the cards' })

it('[MODEL3b] a suggestion is marked, shows its cards, and is stored only when a person saves it', async () => {
	const { user, sent, closed } = open()
	await user.click(await suggestButton())
	expect(field().value).toBe('Buses are late.')
	expect(screen.getByText(/^Suggested by the language model/)).toBeTruthy()
	await user.click(await screen.findByText('Rests on 1 card'))
	expect(screen.getByText('the bus a')).toBeTruthy()
	await user.type(field(), ' At night, too.')
	expect([sent, screen.getByText(/^Suggested by/)]).toEqual([[], expect.anything()])
	await user.click(screen.getByRole('button', { name: 'Save summary' }))
	const summary = { text: 'Buses are late. At night, too.', cards: ['shape:a'], isSuggested: true }
	expect(sent).toEqual([{ type: 'summary.set', board: 'b', locale: 'en', summary }])
	expect(closed.count).toBeGreaterThan(0)
})

it('[MODEL3b] an emptied field is no suggestion any more; each language has its own text', async () => {
	const { user, sent } = open({ summaries: { fr: { text: 'Les bus.', cards: ['shape:a'], isSuggested: true } } })
	await user.click(await suggestButton())
	await user.clear(field())
	expect(screen.queryByText(/^Suggested by/)).toBeNull()
	await user.type(field(), 'Our own words.')
	expect(screen.getByText('To get a suggestion, empty the field first.')).toBeTruthy()
	await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'fr')
	await user.tab()
	expect([field().value, field().lang]).toEqual(['Les bus.', 'fr'])
	await user.clear(field())
	await user.click(screen.getByRole('button', { name: 'Save summary' }))
	expect(sent).toEqual([
		{ type: 'summary.set', board: 'b', locale: 'en', summary: { text: 'Our own words.', cards: [] } },
		{ type: 'summary.set', board: 'b', locale: 'fr', summary: null },
	])
})

it('[MODEL3a] an answer that does not count leaves the field empty, and says why', async () => {
	answer = { summary: null, problem: 'failed' }
	const { user } = open()
	await user.click(await suggestButton())
	expect((await screen.findByRole('alert')).textContent).toMatch(/^The language model gave no summary/)
	expect(field().value).toBe('')
})

it('[MODEL3] without a model, and where machine translation is forbidden, a person writes it alone', async () => {
	const { user, sent } = open({ isUntranslated: true })
	await user.type(field(), 'Our own words.')
	expect(screen.queryByRole('button', { name: 'Suggest from the cards' })).toBeNull()
	await user.click(screen.getByRole('button', { name: 'Save summary' }))
	expect(sent).toHaveLength(1)
})
