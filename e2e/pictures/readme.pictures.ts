import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { sample } from '../support/sampleBoard.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { attend } from '../support/stockClient.ts'

/** The folder for the pictures, and for the frames of the recording. */
const FOLDER = process.env['PICTURES'] ?? 'test-results/pictures'
/** The address that the projector shows. */
const SHOWN_ADDRESS = 'https://workshop.example.org'
const LAPTOP = { width: 1600, height: 900 }
/** Small, since the recording is shown at two thirds of its size. */
const RECORDED = { width: 1180, height: 720 }
const HALL = { width: 1920, height: 1080 }
/** What a group writes in private, and who joins with Ana. */
const WRITERS = ['李伟', 'Lucía', 'Aminata', 'Marc']
const CARDS_EACH = 3

let stack: Stack
test.beforeAll(async () => {
	await mkdir(FOLDER, { recursive: true })
	stack = await startStack({ PUBLIC_URL: SHOWN_ADDRESS })
})
test.afterAll(() => stack.stop())

const take = (page: Page, name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) })

async function openPage(browser: Browser, address: string, viewport: typeof LAPTOP): Promise<Page> {
	const page = await (await browser.newContext({ viewport })).newPage()
	await page.goto(address.replace(SHOWN_ADDRESS, stack.url))
	return page
}

/** Joins Ana at a board in private writing, where others have written obstacles of the sample. */
async function writePrivately(browser: Browser, workshop: CreatedWorkshop): Promise<Actor> {
	const session = await workshop.command({ type: 'session.add', template: 'obstacle-solution' })
	await workshop.command({ type: 'session.goto', session })
	const phase = { kind: 'write', title: { en: 'What holds your city back?' }, minutes: 8, isPrivate: true }
	await workshop.command({ type: 'phase.goto', phase: await workshop.command({ type: 'phase.add', phase, at: 0 }) })
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.setViewportSize(RECORDED)
	await ana.join(stack.url, workshop.code, 'Bogotá')
	const obstacles = sample.cards.filter(({ kind }) => kind === 'obstacle')
	for (const [at, name] of WRITERS.entries()) {
		const own = obstacles.slice(at * CARDS_EACH, (at + 1) * CARDS_EACH)
		const person = await attend(stack.url, workshop.code, { name, city: own[0]?.city ?? 'Dakar' })
		for (const { id, text } of own) await person.writePrivately({ id: `shape:${id}`, text })
		person.leave()
	}
	return ana
}

test('the board and the projector of the sample workshop', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { template: 'sample', title: 'Streets for everyone' })
	const dashboard = await openPage(browser, workshop.dashboard, LAPTOP)
	await dashboard.waitForURL(/\/dashboard/)
	await dashboard.goto(`${stack.url}/w/${workshop.id}/dashboard/b/${workshop.board}`)
	await expect(dashboard.getByRole('status', { name: 'Saved' })).toBeVisible()
	await expect(dashboard.getByText('One-stop permit desk with a thirty-day clock').first()).toBeVisible()
	await dashboard.evaluate(() => document.fonts.ready)
	await take(dashboard, 'board')
	const projector = await openPage(browser, workshop.projector, HALL)
	await workshop.command({ type: 'projection.set', shows: 'wall' })
	await expect(projector.getByText('Each bureau keeps its own map and will not share it')).toBeVisible()
	await take(projector, 'projector')
})

test('a reveal', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { title: 'Streets for everyone' })
	const { page, editor } = await writePrivately(browser, workshop)
	let frame = 0
	const record = async (frames: number) => {
		for (const end = frame + frames; frame < end; frame++) await take(page, `reveal-${String(frame).padStart(2, '0')}`)
	}
	await page.getByRole('button', { name: 'New card: Obstacle' }).click()
	await page.mouse.click(420, 300)
	await editor.waitFor()
	await expect(page.getByText('You can write and arrange cards now.')).toBeHidden()
	await record(2)
	for (const word of 'Nobody has asked the van owners'.split(/(?<= )/)) {
		await page.keyboard.type(word)
		await record(1)
	}
	await page.keyboard.press('Escape')
	await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible()
	await record(2)
	const revealing = workshop.command({ type: 'private.reveal', names: true })
	await record(10)
	await revealing
	await page.getByRole('button', { name: 'Step through' }).click()
	await expect(page.getByRole('group', { name: 'Presentation' })).toBeVisible()
	await record(5)
})
