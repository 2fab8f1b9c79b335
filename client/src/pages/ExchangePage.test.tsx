import type { WorkshopId } from '@charrette/shared'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCredentials } from '../connection/credentials.ts'
import { withQueryClient } from '../connection/queryClient.tsx'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { ExchangePage } from './ExchangePage.tsx'

const WORKSHOP = 'w' as WorkshopId
const Page = withQueryClient(ExchangePage)
const FOUND = {
	...{ id: 'p', version: 1, locale: 'en', languages: ['en'], city: 'Dakar', visibility: 'public', themes: [] },
	...{ categories: [], sdgs: [], at: 1, adoptions: 0, excerpt: null, image: null },
	title: { text: 'One office', marks: [] },
	abstract: { text: 'It answers in a month.', marks: [] },
}
const ANSWERS: Record<string, unknown> = {
	'/api/practices': { practices: [FOUND], total: 1, facets: {}, cursor: null, corrected: null, isPartial: false },
	[`/api/workshops/${WORKSHOP}`]: { workshop: { id: WORKSHOP, sessions: [], participants: [], cities: [] } },
	[`/api/workshops/${WORKSHOP}/collections`]: { collections: [] },
	[`/api/workshops/${WORKSHOP}/practices`]: { practices: [] },
	[`/api/workshops/${WORKSHOP}/adoptions`]: { adoptions: [] },
}

/** The paths of the changes that were sent; the server does not answer them in these tests. */
let sent: string[]
const { fetch } = globalThis
beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('exchange'), loadNamespace('board')])
	sent = []
	saveCredentials({ workshop: WORKSHOP, token: 't', role: 'facilitator', participant: null })
	history.replaceState(null, '', `/exchange?w=${WORKSHOP}&r=facilitator`)
	globalThis.fetch = async (input, init) => {
		const { pathname } = new URL(String(input), location.href)
		if (init?.method === 'POST') {
			sent.push(pathname)
			return new Promise(() => {})
		}
		return new Response(JSON.stringify(ANSWERS[pathname] ?? {}), { headers: { 'content-type': 'application/json' } })
	}
})
afterEach(() => {
	globalThis.fetch = fetch
})

function open() {
	render(
		<ToastProvider>
			<Page />
		</ToastProvider>,
	)
	return userEvent.setup()
}

it('[PRACTICE1b] a double press begins one practice', async () => {
	const user = open()
	await user.dblClick(await screen.findByRole('button', { name: 'Write a practice' }))
	expect(sent).toEqual([`/api/workshops/${WORKSHOP}/practices`])
})

it('[PRACTICE1b] Enter, pressed twice, creates one collection', async () => {
	const user = open()
	await user.click(await screen.findByRole('button', { name: /^Add to collection/ }))
	const dialog = within(screen.getByRole('dialog'))
	await user.type(dialog.getByRole('textbox'), 'Water{Enter}{Enter}')
	expect(sent).toEqual([`/api/workshops/${WORKSHOP}/collections`])
})
