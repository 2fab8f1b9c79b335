import type { Adoption, PracticeId, PracticeView, WorkshopId } from '@charrette/shared'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { saveCredentials } from '../connection/credentials.ts'
import { withQueryClient } from '../connection/queryClient.tsx'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { PracticePage } from './PracticePage.tsx'

const WORKSHOP = 'w' as WorkshopId
const ID = 'p' as PracticeId
const Page = withQueryClient(PracticePage)

const NO_FACTORS: Adoption['factors'] = {}
const adoptionIn = (city: string, report: string) => ({
	...{ id: city, practice: ID, version: 1, workshop: WORKSHOP, board: 'b', card: 'c', city: { name: city } },
	...{ status: 'interested', statusAt: {}, factors: NO_FACTORS, adaptation: '', report, isShown: false, revision: 1 },
	...{ createdAt: 1, updatedAt: 1, title: 'Permit office', titleLocale: 'en', from: null, withdrawal: null },
})
const FACTS = {
	...{ city: { name: 'Lima' }, themes: [], categories: [], sdgs: [], obstacles: [] },
	contributors: ['Wuhan', 'Oslo'].map((city) => ({ name: 'Li', city, isNamed: false })),
	...{ contact: '', licence: 'CC-BY-4.0' },
}
const VIEW = {
	...{ published: null, visibility: 'workshop', origin: null, via: null, isRouteSigned: true, outdated: [] },
	...{ versions: [], adoptions: [], questions: [], canAsk: false, withdrawal: null },
	draft: {
		practice: { id: ID, workshop: WORKSHOP, state: 'draft', version: 0, revision: 1, original: 'en', facts: FACTS },
		...{ texts: {}, adoptions: [] },
	},
} as unknown as PracticeView

/** What the server has; the tests change it as other people do. */
let stored: { view: PracticeView; adoptions: ReturnType<typeof adoptionIn>[] }
/** The requests to publish, which are not answered. */
let sent: string[]
const { fetch } = globalThis

function answer(path: string, body: Partial<Adoption> | null): unknown {
	if (path === `/api/practices/${ID}`) return stored.view
	if (path.endsWith('/adoptions')) return { adoptions: stored.adoptions }
	if (path === `/api/workshops/${WORKSHOP}`)
		return { workshop: { id: WORKSHOP, sessions: [], participants: [], cities: [] } }
	if (path.endsWith('/reports')) return { reports: [] }
	if (path.endsWith('/publish')) return new Promise(() => sent.push(path))
	const id = path.slice('/api/adoptions/'.length)
	stored.adoptions = stored.adoptions.map((one) =>
		one.id === id ? { ...one, ...(body as object), factors: { ...one.factors, ...body?.factors } } : one,
	)
	return stored.adoptions.find((one) => one.id === id) ?? {}
}

beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('exchange'), loadNamespace('board')])
	sent = []
	stored = { view: VIEW, adoptions: [adoptionIn('Quito', '')] }
	saveCredentials({ workshop: WORKSHOP, token: 't', role: 'facilitator', participant: null })
	history.replaceState(null, '', `/exchange/${ID}?w=${WORKSHOP}&r=facilitator&show=adopted`)
	globalThis.fetch = async (input, init) => {
		const { pathname } = new URL(String(input), location.href)
		const body = await answer(pathname, typeof init?.body === 'string' ? JSON.parse(init.body) : null)
		return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
	}
})
afterEach(() => {
	globalThis.fetch = fetch
	vi.useRealTimers()
})

async function open() {
	const user = userEvent.setup()
	render(
		<ToastProvider>
			<Page practice={ID} />
		</ToastProvider>,
	)
	return { user, report: await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'What we learned' }) }
}
const save = () => screen.getByRole('button', { name: 'Save fit check' })

it('[ADOPT2a] a saved fit check shows what was saved, and the next save keeps it', async () => {
	const { user, report } = await open()
	await user.type(report, 'Three offices are one.')
	await user.click(save())
	await screen.findByText('Fit check saved.')
	await user.click(screen.getByRole('checkbox', { name: /^Show our city/ }))
	expect(report.value).toBe('Three offices are one.')
	await user.click(save())
	await waitFor(() => expect(stored.adoptions[0]?.isShown).toBe(true))
	expect(stored.adoptions[0]?.report).toBe('Three offices are one.')
})

it('[ADOPT2a] what a colleague has meanwhile saved in the fit check stays, and is shown after the save', async () => {
	const { user, report } = await open()
	const [shared] = stored.adoptions
	const factors = { law: { weight: 1, note: 'A decree helps.' } } as const
	if (shared) stored.adoptions = [{ ...shared, factors, adaptation: 'Another form.' }]
	await user.type(screen.getByRole('textbox', { name: 'Note on Money' }), 'Paid by fees.')
	await user.type(report, 'It works.')
	await user.click(save())
	expect(await screen.findByDisplayValue('Another form.')).toBeTruthy()
	expect(screen.getByDisplayValue('A decree helps.')).toBeTruthy()
	const money = { weight: 0, note: 'Paid by fees.' }
	expect(stored.adoptions).toMatchObject([
		{ adaptation: 'Another form.', report: 'It works.', factors: { ...factors, money } },
	])
})

it('[ADOPT2a] a fit check stays that of its city when another city adopts, and keeps its text when the city or the tab is changed', async () => {
	const { user, report } = await open()
	stored.adoptions = [...stored.adoptions, adoptionIn('Dakar', 'Not for us.')]
	await user.type(report, 'It works.')
	await user.click(save())
	const city = await screen.findByRole('combobox', { name: 'Adopting city' })
	expect(report.isConnected && report.value).toBe('It works.')
	await user.type(report, ' Still.')
	await user.selectOptions(city, 'Dakar')
	expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What we learned' }).value).toBe('Not for us.')
	await user.click(screen.getByRole('button', { name: 'Details' }))
	await user.type(screen.getByRole('textbox', { name: 'City' }), ' Norte')
	await user.click(screen.getByRole('button', { name: 'Fit check' }))
	await user.selectOptions(screen.getByRole('combobox', { name: 'Adopting city' }), 'Quito')
	expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What we learned' }).value).toBe('It works. Still.')
	await user.click(screen.getByRole('button', { name: 'Details' }))
	expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'City' }).value).toBe('Lima Norte')
})

it('[PRACTICE1b] a double press publishes one version', async () => {
	const { user } = await open()
	await user.dblClick(screen.getByRole('button', { name: 'Publish' }))
	expect(sent).toEqual([`/api/practices/${ID}/publish`])
})

it('[PRACTICE1] the consent of a contributor names nobody else of that name', async () => {
	const { user } = await open()
	await user.click(screen.getByRole('button', { name: 'Details' }))
	const consent = screen.getByRole<HTMLInputElement>('checkbox', { name: /^Li.*Oslo$/ })
	await user.click(consent)
	expect([consent.checked, screen.getByRole<HTMLInputElement>('checkbox', { name: /^Li.*Wuhan$/ }).checked]).toEqual([
		true,
		false,
	])
})

it('[PRACTICE4d] a practice that the host publishes stays open for who is writing it', async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true })
	const { draft } = VIEW
	const waiting = { ...draft, practice: { ...draft?.practice, state: 'inReview', visibility: 'public' } }
	stored.view = { ...VIEW, draft: waiting } as PracticeView
	history.replaceState(null, '', `/exchange/${ID}?w=${WORKSHOP}&r=facilitator`)
	render(
		<ToastProvider>
			<Page practice={ID} />
		</ToastProvider>,
	)
	const write = await screen.findByRole('button', { name: 'Write', pressed: true })
	const texts = { en: { at: 1, texts: { title: 'Permit office', abstract: 'One counter.' } } }
	const facts = { ...FACTS, images: [] }
	const published = { id: ID, version: 1, at: 1, original: 'en', texts, facts, provenance: {} }
	stored.view = { ...VIEW, published } as unknown as PracticeView
	await act(() => vi.advanceTimersByTimeAsync(30_000))
	expect(await screen.findByRole('button', { name: 'Read' })).toBeTruthy()
	expect(write.getAttribute('aria-pressed')).toBe('true')
})
