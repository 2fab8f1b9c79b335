import type { HostSettings, HostSettingsBody } from '@charrette/shared'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withQueryClient } from '../connection/queryClient.tsx'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const Page = withQueryClient(SettingsForm)
const STORED: HostSettings = {
	...{ name: 'City', locales: ['en'], opening: 'key' },
	...{ line: {}, notice: { es: 'Aviso' }, privacy: {} },
}
const { fetch } = globalThis
let sent: HostSettingsBody[]
/** Answers the save with these settings. */
let answer: (settings: HostSettings) => void

beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('host')])
	sent = []
	globalThis.fetch = async (_, init) => {
		const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as HostSettingsBody) : null
		if (body) sent.push(body)
		const settings = body ? await new Promise<HostSettings>((resolve) => (answer = resolve)) : STORED
		return new Response(JSON.stringify({ settings, logo: null }), { headers: { 'content-type': 'application/json' } })
	}
})
afterEach(() => {
	globalThis.fetch = fetch
})

it('[HOST8d] only changed fields are sent, and what is typed during a save stays', async () => {
	const user = userEvent.setup()
	render(
		<ToastProvider>
			<Page />
		</ToastProvider>,
	)
	const name = await screen.findByRole<HTMLInputElement>('textbox', { name: /^Name/ })
	const notice = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Legal notice/ })
	await user.type(name, ' of Bogotá')
	await user.type(notice, 'Notice')
	await user.click(screen.getByRole('button', { name: 'Save settings' }))
	await waitFor(() => expect(sent).toEqual([{ name: 'City of Bogotá', notice: { en: 'Notice' } }]))
	await user.type(notice, ' of all')
	const others = { ...STORED, opening: 'everyone' } as const
	answer({ ...others, name: 'City of Bogotá', notice: { ...STORED.notice, en: 'Notice' } })
	await screen.findByText('The settings were saved.')
	expect([name.value, notice.value]).toEqual(['City of Bogotá', 'Notice of all'])
	expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Everyone' }).checked).toBe(true)
})
