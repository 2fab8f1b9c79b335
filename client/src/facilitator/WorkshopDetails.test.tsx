import type { Command, Workshop } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { texts as app } from '../i18n/app/en.ts'
import { texts as dashboard } from '../i18n/dashboard/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { WorkshopDetailsButton } from './WorkshopDetails.tsx'

const { fetch } = globalThis
let sent: Command[]
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
	sent = []
	globalThis.fetch = async () =>
		new Response(JSON.stringify({ translates: true }), { headers: { 'content-type': 'application/json' } })
})
afterEach(() => {
	globalThis.fetch = fetch
})

const WORKSHOP = { title: 'Streets', cities: [{ name: 'Lima' }, { name: 'Quito' }], locales: ['en', 'fr'] }
const client = new QueryClient()
const details = (change: object = {}) => (
	<QueryClientProvider client={client}>
		<WorkshopDetailsButton
			workshop={{ ...WORKSHOP, ...change } as unknown as Workshop}
			run={async (command) => {
				sent.push(command)
				return { version: 2 }
			}}
		/>
	</QueryClientProvider>
)
const open = async () => {
	const user = userEvent.setup()
	const { rerender } = render(details())
	await user.click(screen.getByRole('button', { name: 'Edit title, cities and languages' }))
	return { user, rerender }
}

it('[CORRECT1a] a city is added to those that others add and remove; their title and languages stay', async () => {
	const { user, rerender } = await open()
	await user.type(screen.getByRole('textbox', { name: /cities/i }), 'Wuhan,')
	rerender(
		details({ title: 'Green streets', cities: [{ name: 'Quito' }, { name: 'Dakar', country: 'SN' }], locales: ['en'] }),
	)
	await user.click(screen.getByRole('button', { name: 'Save' }))
	const cities = [{ name: 'Quito' }, { name: 'Dakar', country: 'SN' }, { name: 'Wuhan' }]
	expect(sent).toEqual([{ type: 'workshop.change', cities }])
})

it('[CORRECT1a] translation stays off that another facilitator switched off', async () => {
	const { user, rerender } = await open()
	await screen.findByRole('checkbox', { name: /translat/i })
	rerender(details({ isUntranslated: true }))
	await user.click(screen.getByRole('button', { name: 'Save' }))
	expect([sent, screen.queryByRole('dialog')]).toEqual([[], null])
})
