import type { CollectionId, CollectionView, WorkshopId } from '@charrette/shared'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCredentials } from '../connection/credentials.ts'
import { withQueryClient } from '../connection/queryClient.tsx'
import { currentLanguage, loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { CollectionPage } from './CollectionPage.tsx'

const WORKSHOP = 'w' as WorkshopId
const ID = 'c' as CollectionId
const Page = withQueryClient(CollectionPage)

const COLLECTION = {
	...{ id: ID, title: 'Water', text: 'Two ideas.', session: null, image: null, cover: null, practices: [] },
	...{ revision: 1, createdAt: 1, updatedAt: 1 },
}

/** What the server has; the tests change it as other facilitators do. */
let stored: typeof COLLECTION
const { fetch } = globalThis

function answer(path: string, body: (Partial<typeof COLLECTION> & { baseVersion: number }) | null): Response {
	const json = (content: unknown, status = 200) =>
		new Response(JSON.stringify(content), { status, headers: { 'content-type': 'application/json' } })
	const workshop = { id: WORKSHOP, sessions: [], participants: [], cities: [] }
	if (path === `/api/workshops/${WORKSHOP}`) return json({ workshop })
	if (path !== `/api/collections/${ID}`) return json({})
	const view = { collection: stored, isOwn: true, practices: [], gone: 0, isPublic: false }
	if (!body) return json(view satisfies Omit<CollectionView, 'collection'> & { collection: unknown })
	const { baseVersion, ...change } = body
	if (baseVersion < stored.revision) return json({ error: { code: 'changed_meanwhile', message: '' } }, 409)
	stored = { ...stored, ...change, revision: stored.revision + 1 }
	return json({ collection: stored })
}

beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('exchange'), loadNamespace('board')])
	stored = COLLECTION
	saveCredentials({ workshop: WORKSHOP, token: 't', role: 'facilitator', participant: null })
	history.replaceState(null, '', `/exchange/collections/${ID}?w=${WORKSHOP}&r=facilitator`)
	globalThis.fetch = async (input, init) =>
		answer(
			new URL(String(input), location.href).pathname,
			typeof init?.body === 'string' ? JSON.parse(init.body) : null,
		)
})
afterEach(() => {
	act(() => currentLanguage.set('en'))
	globalThis.fetch = fetch
})

async function open() {
	const user = userEvent.setup()
	render(
		<ToastProvider>
			<Page collection={ID} />
		</ToastProvider>,
	)
	await user.click(await screen.findByRole('button', { name: 'Edit' }))
	return { user, title: await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' }) }
}

it('[COLLECT1a] a text that another facilitator has stored meanwhile stays, and so does the title that is typed', async () => {
	const { user, title } = await open()
	stored = { ...stored, text: 'Three ideas.', revision: 2 }
	await user.type(title, ' for all')
	await user.click(screen.getByRole('button', { name: 'Save' }))
	await screen.findByDisplayValue('Three ideas.')
	await user.click(screen.getByRole('button', { name: 'Save' }))
	await waitFor(() => expect(stored).toMatchObject({ title: 'Water for all', text: 'Three ideas.', revision: 3 }))
})

it('[COLLECT1a] the typed title stays when the language of the page is changed', async () => {
	const { user, title } = await open()
	await user.type(title, ' for all')
	act(() => currentLanguage.set('fr'))
	expect([title.isConnected, title.value]).toEqual([true, 'Water for all'])
	await user.type(title, '!')
	expect(title.value).toBe('Water for all!')
})
