import { expect, type Page } from '@playwright/test'
import { freePort } from '../../server/test/support/freePort.ts'
import { type OpenidProvider, startOpenidProvider } from '../../server/test/support/openidProvider.ts'
import { test } from '../support/fixtures.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** People sign in at the pages of a real OpenID provider, in a browser that returns. */
let provider: OpenidProvider
let stack: Stack
test.use({ serviceWorkers: 'allow' })
test.beforeAll(async () => {
	const port = await freePort()
	provider = await startOpenidProvider(`http://127.0.0.1:${port}`)
	const ana = { name: 'Ana Ruiz', email: 'ana@city.example', email_verified: true, groups: ['Planners'] }
	provider.people
		.set('ana', ana)
		.set('elsewhere', { ...ana, email: 'ana@elsewhere.example' })
		.set('other', { ...ana, groups: ['All'] })
		.set('host', { ...ana, realm_access: { roles: ['charrette-host'] } })
	const limits = { OIDC_EMAIL_DOMAINS: 'city.example', OIDC_GROUPS: 'Planners' }
	const roles = {
		CHARRETTE_ADMIN_KEY: 'a-rather-long-key',
		OIDC_HOST_ROLES: 'charrette-host',
		OIDC_ROLES_CLAIM: 'realm_access.roles',
	}
	stack = await startStack({ PORT: String(port), ...provider.settings, ...limits, ...roles })
})
test.afterAll(async () => {
	await stack.stop()
	await provider.close()
})

/** Opens the home page, and waits until its worker answers navigations. */
async function openWithWorker(page: Page): Promise<void> {
	await page.goto(stack.url)
	await page.waitForFunction(() => navigator.serviceWorker.controller)
	await page.waitForFunction(async () => {
		const { navigationPreload } = await navigator.serviceWorker.ready
		return (await navigationPreload.getState()).enabled
	})
}

async function signIn(page: Page, login: string, button = 'Sign in'): Promise<void> {
	await page.getByRole('button', { name: button, exact: true }).click()
	await page.locator('input[name=login]').fill(login)
	await page.locator('input[name=password]').fill('any')
	await page.locator('button[type=submit]').click()
	await page.getByRole('button', { name: 'Continue' }).click()
	await page.waitForURL(`${stack.url}/**`)
}

test('[OIDC3] a person with a service worker signs in with one request, and signs out', async ({ page }) => {
	await openWithWorker(page)
	await signIn(page, 'ana')
	await expect(page.getByText('Ana Ruiz')).toBeVisible()
	expect(provider.exchanges()).toBe(1)
	await page.getByRole('button', { name: 'Sign out' }).click()
	await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

for (const [login, limit] of [
	['elsewhere', 'domain'],
	['other', 'group'],
] as const) {
	test(`[OIDC2] a person without the ${limit} is refused with a sentence, and may try another account`, async ({
		page,
	}) => {
		await openWithWorker(page)
		await signIn(page, login)
		await expect(page.getByRole('alert')).toContainText('may not create workshops')
		await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
	})
}

test('[OIDC5] the host signs in by role; another person is refused with a sentence', async ({ page, browser }) => {
	await page.goto(`${stack.url}/host`)
	await signIn(page, 'host', 'Sign in with your account')
	await page.getByRole('button', { name: 'Continue as Ana Ruiz' }).click()
	await expect(page.getByRole('navigation', { name: 'Server administration' })).toBeVisible()

	const other = await (await browser.newContext()).newPage()
	await other.goto(`${stack.url}/host`)
	await signIn(other, 'ana', 'Sign in with your account')
	await expect(other.getByRole('alert')).toContainText('may not host this server')
	await expect(other.getByRole('button', { name: 'Use another account' })).toBeVisible()
	await other.context().close()
})
