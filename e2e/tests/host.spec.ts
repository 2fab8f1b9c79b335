import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { violationsOf } from '../support/axe.ts'
import { test } from '../support/fixtures.ts'
import { type Stack, startStack } from '../support/startStack.ts'

const KEY = 'key-of-the-host'
const TITLES = ['Safe streets, day 1', '城市创新工作坊', 'Ateliers de quartier : Dakar']

interface CreatedWorkshop {
	joinCode: string
}

let stack: Stack
let backupDir: string
let opened: CreatedWorkshop[]
let receiver: Server
let calls = 0
test.beforeAll(async () => {
	backupDir = await mkdtemp(join(tmpdir(), 'charrette-backups-'))
	const webhook = await startReceiver()
	stack = await startStack({ CHARRETTE_ADMIN_KEY: KEY, BACKUP_DIR: backupDir, RETENTION_DAYS: '20', ...webhook })
	opened = await Promise.all(TITLES.map(createWorkshop))
})
test.afterAll(async () => {
	await stack.stop()
	receiver.close()
	await rm(backupDir, { recursive: true, force: true })
})

/** Starts a receiver that refuses the first call; returns the settings of a webhook for it. */
async function startReceiver(): Promise<Record<string, string>> {
	receiver = createServer((_request, response) => {
		calls++
		response.writeHead(calls === 1 ? 403 : 204).end()
	}).listen(0, '127.0.0.1')
	await once(receiver, 'listening')
	const { port } = receiver.address() as AddressInfo
	const WEBHOOK_SECRET = 'a-secret-of-24-characters'
	return { WEBHOOK_URL: `http://127.0.0.1:${port}`, WEBHOOK_LAN: '127.0.0.1', WEBHOOK_SECRET }
}

async function createWorkshop(title: string): Promise<CreatedWorkshop> {
	const answer = await fetch(`${stack.url}/api/workshops`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
		body: JSON.stringify({ title, groups: 3 }),
	})
	return (await answer.json()) as CreatedWorkshop
}

async function openPage(browser: Browser, device: BrowserContextOptions = {}): Promise<Page> {
	const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...device })
	const page = await context.newPage()
	await page.goto(`${stack.url}/host`)
	return page
}

async function signIn(page: Page): Promise<void> {
	await page.locator('input[type=password]').fill(KEY)
	await page.locator('form button[type=submit]').click()
	for (const title of TITLES) await expect(page.getByRole('rowheader', { name: title })).toBeVisible()
}

async function expectNoViolations(page: Page): Promise<void> {
	expect(await violationsOf(page)).toEqual([])
}

test('[HOST2] the host signs in with the key of the server, and other keys are rejected', async ({ browser }) => {
	const page = await openPage(browser)
	await page.getByLabel('Host key').fill('guess-of-somebody')
	await page.getByRole('button', { name: 'Sign in' }).click()
	const error = page.getByText('That key is not valid for this server.')
	await expect(error).toBeVisible()
	const danger = await page.getByLabel('Host key').evaluate((field) => getComputedStyle(field).borderColor)
	await expect(error).toHaveCSS('color', danger)
	await expectNoViolations(page)
	await signIn(page)
	await page.reload()
	await expect(page.getByRole('rowheader', { name: TITLES[0] ?? '' })).toBeVisible()
	await page.getByRole('button', { name: 'Sign out' }).click()
	await expect(page.getByLabel('Host key')).toBeVisible()
})

test('[HOST2] on a server without a key the page explains how to set one', async ({ browser }) => {
	const without = await startStack()
	const page = await (await browser.newContext({ locale: 'en' })).newPage()
	await page.goto(`${without.url}/host`)
	await expect(page.getByRole('heading', { name: 'The host page is off' })).toBeVisible()
	await expect(page.getByText('CHARRETTE_ADMIN_KEY=')).toBeVisible()
	await expectNoViolations(page)
	await without.stop()
})

test('[HOST3] [HOST4] [HOST5] the host finds a workshop, closes it for everybody, and erases it by its title', async ({
	browser,
}) => {
	const page = await openPage(browser)
	await signIn(page)
	await page.getByRole('button', { name: 'Title' }).click()
	await expect(page.getByRole('rowheader').first()).toContainText(TITLES[2] ?? '')
	await page.getByLabel('Search by title').fill('SAFE streets')
	await expect(page.getByRole('rowheader')).toHaveCount(1)
	await expect(page.getByText('1 workshop', { exact: true })).toBeVisible()

	const [title = ''] = TITLES
	const choose = async (item: string) => {
		await page.getByRole('button', { name: `Actions for ${title}` }).click()
		await page.getByRole('menuitem', { name: item }).click()
	}
	await choose('Close')
	await page.getByRole('button', { name: 'Close workshop' }).click()
	await expect(page.getByRole('rowheader', { name: title })).toContainText('Closed')
	const guest = await (await browser.newContext({ locale: 'en' })).newPage()
	await guest.goto(`${stack.url}/join#${opened[0]?.joinCode}`)
	await expect(guest.getByText('Joining is closed right now.')).toBeVisible()

	await choose('New facilitator link')
	const link = await page.getByRole('dialog').getByRole('textbox').inputValue()
	expect(link).toContain('/f#')
	await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
	await choose('Open again')
	await expect(page.getByText(`“${title}” is open again.`)).toBeVisible()

	await choose('Erase…')
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox').fill('Safe streets')
	await dialog.getByRole('button', { name: 'Erase for ever' }).click()
	await expect(dialog.getByText('This is not the title of the workshop.')).toBeVisible()
	await expectNoViolations(page)
	await dialog.getByRole('textbox').fill(title)
	await dialog.getByRole('button', { name: 'Erase for ever' }).click()
	await expect(page.getByText('No workshop has this in its title.')).toBeVisible()
	opened[0] = await createWorkshop(title)
})

test('[HOST6] [HOST7] the host sees the machine, and usage by day', async ({ browser }) => {
	const page = await openPage(browser)
	await signIn(page)
	await page.getByRole('link', { name: 'Server', exact: true }).click()
	await expect(page.getByRole('heading', { name: 'Disk' })).toBeVisible()
	await expect(page.getByText(/^(SQLite|PostgreSQL)$/)).toBeVisible()
	await expect(page.getByRole('img', { name: /^Workshops per day over 90 days: \d+ at most/ })).toBeVisible()
	await expect(page.getByText('None.')).toBeVisible()
	await expectNoViolations(page)
})

test('[HOST11] the host sees errors of people’s browsers, without content', async ({ browser }) => {
	const page = await openPage(browser)
	await page.evaluate(() => {
		setTimeout(() => {
			throw new Error('no card "Permits take years" here')
		})
	})
	await signIn(page)
	await page.getByRole('link', { name: 'Server', exact: true }).click()
	const errors = page.getByRole('region', { name: 'Errors in people’s browsers, last day' })
	await expect(errors.getByRole('listitem')).toContainText(/^1Error: no card … here\/host · start-/)
	await expect(errors).toContainText('last ')
	await expectNoViolations(page)
})

test('[BACKUP4] the host sees the backups, and makes one', async ({ browser }) => {
	const page = await openPage(browser)
	await signIn(page)
	await page.getByRole('link', { name: 'Server', exact: true }).click()
	const backups = page.getByRole('region', { name: 'Backups' })
	await expect(backups.getByRole('button', { name: 'Back up now' })).toBeEnabled()
	// The server makes its first backup by itself, and keeps the newest of a day.
	const first = (await backups.getByRole('listitem').locator('code').textContent()) ?? ''
	await backups.getByRole('button', { name: 'Back up now' }).click()
	await expect(backups.getByRole('listitem')).toHaveCount(1)
	await expect(backups.getByRole('listitem')).not.toContainText(first)
	await expect(backups).toContainText(/Next: /)
	await expectNoViolations(page)
})

test('[HOOK5] the host sends tests to the webhook, and sees how they were answered', async ({ browser }) => {
	const page = await openPage(browser)
	await signIn(page)
	await page.getByRole('link', { name: 'Server', exact: true }).click()
	const panel = page.getByRole('region', { name: 'Webhook' })
	await expect(panel.getByText('Nothing was sent yet.')).toBeVisible()
	await panel.getByRole('button', { name: 'Send a test' }).click()
	await expect(panel.getByRole('listitem')).toContainText(['Given up403'])
	await panel.getByRole('button', { name: 'Send a test' }).click()
	await expect(panel.getByRole('listitem')).toContainText(['Delivered204', 'Given up403'])
	await expectNoViolations(page)
})

test('[HOST8] the join page shows the host’s settings in the language of the participant', async ({ browser }) => {
	const page = await openPage(browser)
	await signIn(page)
	await page.getByRole('link', { name: 'Settings' }).click()
	await page.getByLabel('Name').fill('Ciudad de Bogotá')
	await page.getByRole('group', { name: 'Texts in' }).getByText('简体中文').click()
	await page.getByLabel('Line on the join page').fill('加入即表示您接受隐私说明。')
	await page.getByLabel('Privacy').fill('姓名保留三十天。详情：https://bogota.example/隐私。')
	await page.getByRole('button', { name: 'Save settings' }).click()
	await expect(page.getByText('The settings were saved.')).toBeVisible()
	await expectNoViolations(page)

	const guest = await (await browser.newContext({ locale: 'zh-CN', colorScheme: 'dark' })).newPage()
	await guest.goto(`${stack.url}/join#${opened[1]?.joinCode}`)
	await expect(guest.getByText('Ciudad de Bogotá')).toBeVisible()
	await expect(guest.getByText('加入即表示您接受隐私说明。')).toBeVisible()
	await expectNoViolations(guest)
	const [legal] = await Promise.all([
		guest.context().waitForEvent('page'),
		guest.getByRole('link', { name: '法律声明与隐私' }).click(),
	])
	await expect(legal.getByRole('link', { name: 'https://bogota.example/隐私' })).toBeVisible()
	await expectNoViolations(legal)
	for (const path of ['/', '/join', '/legal', '/nothing']) {
		await guest.goto(stack.url + path)
		await expect(guest.getByText('Ciudad de Bogotá'), path).toBeVisible()
		await expectNoViolations(guest)
	}
	// A page that does not expect this answer crashes.
	await guest.route('**/api/legal', (route) => route.fulfill({ json: {} }))
	await guest.goto(`${stack.url}/legal`)
	await expect(guest.getByRole('button', { name: '重新加载' })).toBeVisible()
	await expect(guest.getByText('Ciudad de Bogotá')).toBeVisible()
	await expect(guest.getByRole('link', { name: '法律声明与隐私' })).toBeVisible()
	await expectNoViolations(guest)
})

const WIDE = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
// Each language once, and each theme and size twice.
for (const [locale, colorScheme, device] of [
	['en', 'light', WIDE],
	['zh-CN', 'dark', PHONE],
	['es', 'light', PHONE],
	['fr', 'dark', WIDE],
] as const) {
	test(`[HOST9] the page in ${locale}, ${colorScheme}, ${device.viewport.width} px wide`, async ({ browser }) => {
		const page = await openPage(browser, { ...device, locale, colorScheme })
		await signIn(page)
		const widths = () => [document.documentElement.scrollWidth, document.documentElement.clientWidth]
		for (const path of ['/host', '/host/server', '/host/settings', '/legal']) {
			await page.goto(`${stack.url}${path}`)
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
			const content = page
				.getByRole('heading', { level: 2 })
				.or(page.getByRole('rowheader'))
				.or(page.locator('[data-none]'))
			await expect(content.first()).toBeVisible()
			await expectNoViolations(page)
			const [scrolled = 0, visible = 0] = await page.evaluate(widths)
			expect(scrolled, path).toBeLessThanOrEqual(visible)
		}
	})
}

test('[HOST10] the host sees when a workshop is deleted, and keeps one; everybody reads the rule', async ({
	browser,
}) => {
	const page = await openPage(browser)
	await signIn(page)
	const row = page.getByRole('row', { name: TITLES[0] ?? '' })
	await expect(row.getByText(/^Will be deleted on /)).toBeVisible()
	await row.getByRole('button', { name: /^Actions/ }).click()
	await page.getByRole('menuitem', { name: 'Keep for 20 more days' }).click()
	await expect(page.getByText(/stays at least until/)).toBeVisible()
	await expectNoViolations(page)
	await row.getByRole('button', { name: /^Actions/ }).click()
	await page.getByRole('menuitem', { name: 'New facilitator link' }).click()
	const link = await page.getByRole('textbox', { name: 'Facilitator link' }).inputValue()
	await page.goto(link)
	await page.getByRole('button', { name: 'Invite' }).click()
	await expect(page.getByText('deletes workshops 20 days after their last use')).toBeVisible()
	await page.goto(`${stack.url}/legal`)
	await expect(page.getByText('deleted 20 days after their last use')).toBeVisible()
	await page.context().close()
})

test('[HOST10d] the host confirms the deletion of most workshops', async ({ browser }) => {
	const page = await openPage(browser)
	let isConfirmed = false
	await page.route(/\/api\/host\/workshops\?/, async (route) => {
		const answer = await route.fetch()
		await route.fulfill({ json: { ...(await answer.json()), massDeletion: { unused: 2, all: 3, isConfirmed } } })
	})
	// No sweep has found unused workshops on this server, so it would refuse the confirmation.
	await page.route('**/api/host/retention/confirm', async (route) => {
		isConfirmed = true
		await route.fulfill({ status: 204 })
	})
	await signIn(page)
	await expect(page.getByText('Not used for 20 days: 2 of 3 workshops.')).toBeVisible()
	await expectNoViolations(page)
	await page.getByRole('button', { name: 'Delete unused workshops…' }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Delete workshops' }).click()
	await expect(page.getByText('You confirmed that they are deleted in the next days.')).toBeVisible()
	await expect(page.getByRole('button', { name: 'Delete unused workshops…' })).toBeHidden()
	await expectNoViolations(page)
	await page.context().close()
})
