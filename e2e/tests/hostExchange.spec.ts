import { expect, type Page } from '@playwright/test'
import { violationsOf } from '../support/axe.ts'
import { test } from '../support/fixtures.ts'
import { type Stack, startStack } from '../support/startStack.ts'

const KEY = 'key-of-the-host'
const TITLE = 'Rain gardens in schoolyards'

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack({ CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW: 'https://exchange.invalid' })
})
test.afterAll(() => stack.stop())

async function post<Body>(path: string, token: string, body: object): Promise<Body> {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
	const answer = await fetch(`${stack.url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
	const text = await answer.text()
	return JSON.parse(text || '{}') as Body
}

async function expectNoViolations(page: Page): Promise<void> {
	expect(await violationsOf(page)).toEqual([])
}

test('[PRACTICE4a] a facilitator reads that a practice waits for the host, and what the host decided', async ({
	browser,
}) => {
	const opened = await post<{ workshop: { id: string }; token: string; links: { facilitator: string } }>(
		'workshops',
		KEY,
		{ title: 'Guangzhou day' },
	)
	const { practice } = await post<{ practice: { id: string } }>(
		`workshops/${opened.workshop.id}/practices`,
		opened.token,
		{ locale: 'en', fields: { title: TITLE, abstract: 'Yards soak up the rain of a night.' } },
	)
	const chen = await (await browser.newContext({ locale: 'en', reducedMotion: 'reduce' })).newPage()
	await chen.goto(opened.links.facilitator)
	await chen.getByRole('link', { name: 'Exchange', exact: true }).click()
	await chen.getByRole('link', { name: TITLE }).click()
	await chen.getByLabel('Who sees it').selectOption('public')
	await chen.getByRole('button', { name: 'Publish' }).click()
	await expect(chen.getByText('you can publish it for this server')).toBeVisible()
	await expectNoViolations(chen)

	const host = await (await browser.newContext({ locale: 'en', reducedMotion: 'reduce' })).newPage()
	await host.goto(`${stack.url}/host/exchange`)
	await host.getByLabel('Host key').fill(KEY)
	await host.getByRole('button', { name: 'Sign in' }).click()
	await expect(host.getByRole('img', { name: '1 waiting' })).toBeVisible()
	await expect(host.getByText('exchange.invalid', { exact: true })).toBeVisible()
	await host.getByRole('button', { name: 'Review' }).click()
	await expect(host.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
	await expectNoViolations(host)

	await test.step('what changed meanwhile is read again before it is published', async () => {
		await fetch(`${stack.url}/api/practices/${practice.id}`, {
			method: 'PATCH',
			headers: { Authorization: `Bearer ${opened.token}`, 'Content-Type': 'application/json' },
			body: JSON.stringify({ locale: 'en', fields: { abstract: 'Something else.' } }),
		})
		await host.getByRole('button', { name: 'Publish', exact: true }).click()
		await expect(host.getByText('Something else.')).toBeVisible()
	})
	await test.step('a refusal needs a reason, which the facilitator reads', async () => {
		await host.getByRole('button', { name: 'Refuse…' }).click()
		const dialog = host.getByRole('dialog', { name: `Refuse to publish “${TITLE}”?` })
		await dialog.getByRole('button', { name: 'Refuse' }).click()
		await expect(dialog.getByText('Give a reason')).toBeVisible()
		await dialog.getByLabel('Reason').fill('Please name the source of the figures.')
		await dialog.getByRole('button', { name: 'Refuse' }).click()
		await expect(host.getByText('Nothing waits for you.')).toBeVisible()
		await chen.reload()
		await expect(chen.getByText('Please name the source of the figures.')).toBeVisible()
	})
	await test.step('asked again, it is published for everybody, and withdrawn with a reason', async () => {
		await chen.getByLabel('Who sees it').selectOption('public')
		await chen.getByRole('button', { name: 'Publish' }).click()
		await expect(chen.getByText('you can publish it for this server')).toBeVisible()
		await host.reload()
		await host.getByRole('button', { name: 'Review' }).click()
		await host.getByRole('button', { name: 'Publish', exact: true }).click()
		const published = host.getByRole('region', { name: 'Public' })
		await expect(published.getByRole('link', { name: TITLE })).toBeVisible()
		await expect(host.getByRole('img', { name: /waiting/ })).toHaveCount(0)
		await post(`practices/${practice.id}/reports`, opened.token, { reason: 'consent', text: 'It names my aunt.' })
		await host.reload()
		const reported = host.getByRole('region', { name: 'Reported' })
		await expect(reported.getByText('Names or shows somebody without their consent, It names my aunt.')).toBeVisible()
		await expect(reported.getByRole('button', { name: 'Dismiss' })).toBeVisible()
		await published.getByRole('button', { name: 'Withdraw…' }).click()
		await host.getByLabel('Reason (optional)').fill('It shows a child.')
		await host.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
		await expect(host.getByText('No practice of this server is public.')).toBeVisible()
		await chen.reload()
		await expect(chen.getByText('It shows a child.')).toBeVisible()
	})
	await chen.context().close()
	await host.context().close()
})
