import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { readCardTexts } from '../support/cardTexts.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import type { ListActor } from '../support/ListActor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { readScene } from '../support/readScene.ts'
import type { Stack } from '../support/startStack.ts'
import { type Attendee, attend } from '../support/stockClient.ts'

/**
 * A half-day with a template, from the join code to the archive. A facilitator, two people on the
 * canvas and two on phones use the pages; four more people of the six cities write with stock
 * clients.
 *
 * With `SCREENS_OF_DAY=<folder>` each step saves a screenshot of each page there.
 */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const CITIES = ['Bogotá', 'Dakar', 'Barcelona', 'Wuhan', 'Seoul', 'Paris']

interface Day {
	code: string
	facilitator: FacilitatorActor
	projector: Actor
	/** On the canvas: Ana in the first group, Jordi in the second. */
	ana: Actor
	jordi: Actor
	/** On phones: Li in the first group, Seo-yeon in the second. */
	li: ListActor
	seoyeon: ListActor
	others: Attendee[]
}

test('a half-day with a template, also on two phones, from the join code to the archive', async ({ browser }) => {
	test.setTimeout(900_000)
	const day = await openDay(browser)
	await look(day, 'joined')
	await test.step('cases: each city writes its case into the column of cases', () => writeCases(day))
	await look(day, 'cases')
	await test.step('obstacles, also by phone and by stock clients', () => writeObstacles(day))
	await look(day, 'obstacles')
	await test.step('clusters, made on the canvas and on a phone', () => cluster(day))
	await look(day, 'clusters')
	await test.step('solutions, linked on the canvas and on a phone', () => linkSolutions(day))
	await look(day, 'solutions')
	await test.step('the vote opens and closes with its phase', () => vote(day))
	await look(day, 'vote')
	await test.step('report back: the projector shows the boards of the groups', () => reportBack(day))
	await look(day, 'report back')
	await test.step('the plenary gets the cards with the most dots', () => collect(day))
	await look(day, 'plenary')
	await test.step('everyone is gathered in the plenary, and back', () => gather(day))
	await look(day, 'gathered')
	await test.step('the archive has all boards, the report and the viewer', () => exportArchive(day))
	for (const person of day.others) person.leave()
})

async function openDay(browser: Browser): Promise<Day> {
	const context = await browser.newContext({
		locale: 'en',
		reducedMotion: 'reduce',
		viewport: { width: 1440, height: 900 },
	})
	const facilitator = new FacilitatorActor(await context.newPage(), 'Facilitator')
	const { page } = facilitator
	await page.goto(stack.url)
	await page.getByLabel('Title').fill('Cities in motion')
	await page.getByLabel('中文').check()
	const cities = page.getByLabel('Participating cities')
	await cities.fill(CITIES.join(', '))
	await cities.press('Enter')
	await page.getByRole('radio', { name: 'Obstacle–solution mapping' }).check()
	for (let groups = 6; groups > 2; groups--) await page.getByRole('button', { name: 'One group fewer' }).click()
	await page.getByRole('button', { name: 'Create workshop' }).click()
	const code =
		(await page
			.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
			.first()
			.textContent()) ?? ''
	const projector = await Actor.open(browser, 'Projector')
	await projector.page.setViewportSize({ width: 1920, height: 1080 })
	await projector.page.goto(await page.getByRole('textbox', { name: 'Projector link' }).inputValue())
	await page.getByRole('link', { name: 'Go to the dashboard' }).click()
	await expect(facilitator.runSheet).toBeVisible()
	await expect(projector.page.getByText(code)).toBeVisible()

	const to = { url: stack.url, code }
	// The server fills the groups in turn, so the order of joining decides the group of each
	// participant.
	const ana = await joinOnCanvas(browser, to, 'Ana', 'Bogotá')
	const jordi = await joinOnCanvas(browser, to, 'Jordi', 'Barcelona')
	const li = await joinOnPhone(browser, to, '李伟', 'Wuhan')
	const seoyeon = await joinOnPhone(browser, to, 'Seo-yeon', 'Seoul')
	const others: Attendee[] = []
	for (const [name, city] of [
		['Aminata', 'Dakar'],
		['Marc', 'Paris'],
		['Luisa', 'Bogotá'],
		['Kofi', 'Dakar'],
	] as const)
		others.push(await attend(stack.url, code, { name, city }))
	await expect(projector.page.getByText('8 people from 6 cities')).toBeVisible()
	return { code, facilitator, projector, ana, jordi, li, seoyeon, others }
}

/** Starts the next phase, and waits until the participants see it. */
async function goOn({ facilitator, ana, jordi, li, seoyeon }: Day, number: number, title: string): Promise<void> {
	await facilitator.button(`Next: ${title} →`).click()
	await expect(facilitator.controls).toContainText(`Phase ${number} of 6`)
	for (const { page } of [ana, jordi, li, seoyeon]) {
		const prompt = page.getByRole('button', { name: new RegExp(`^${number} · ${title}`) })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await page.getByRole('button', { name: 'Close', exact: true }).click()
	}
}

const columnOf = ({ page }: Actor, title: string) =>
	page.locator('[data-shape-type="frame"]').filter({ has: page.getByText(title, { exact: true }) })

/**
 * Adds a card with a double click in a column, at `share` of its height. The card gets the kind of
 * the column.
 */
async function writeInColumn(person: Actor, title: string, text: string, share: number): Promise<void> {
	const { page } = person
	await page.keyboard.press('Escape')
	// After a reveal the camera is at the revealed cards.
	await page.keyboard.press('Shift+1')
	const column = columnOf(person, title)
	// After editing, the camera moves back after a pause.
	await person.waitForRest(column)
	const box = (await column.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
	// Right after another gesture a double click may have no effect, so it is repeated.
	await expect(async () => {
		await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height * share)
		await expect(person.editor).toBeVisible({ timeout: 5000 })
	}).toPass({ timeout: 60_000 })
	await expect(person.editor).toBeFocused()
	await expect(person.editor).toHaveValue('')
	await page.keyboard.type(text)
	await page.keyboard.press('Escape')
	await expect(person.editor).toHaveCount(0)
	await expect(person.card(text)).toHaveCount(1)
}

/** Expects a card to appear inside a column. */
async function expectInColumn(person: Actor, text: string, title: string): Promise<void> {
	await expect(async () => {
		const [card, column] = [await person.boxOf(text), await columnOf(person, title).boundingBox()]
		expect(card.x).toBeGreaterThanOrEqual(column?.x ?? 0)
		expect(card.y).toBeGreaterThanOrEqual(column?.y ?? 0)
		expect(card.x + card.width).toBeLessThanOrEqual((column?.x ?? 0) + (column?.width ?? 0))
		expect(card.y + card.height).toBeLessThanOrEqual((column?.y ?? 0) + (column?.height ?? 0))
	}).toPass({ timeout: 60_000 })
}

/** Expects these cards in the window, uncovered, with texts of 12 px or more. */
async function expectReadable({ page }: Actor, cards: readonly string[]): Promise<void> {
	await expect(async () => {
		const shown = (await readCardTexts(page)).filter(({ text }) => cards.includes(text))
		expect(shown).toHaveLength(cards.length)
		expect(shown.filter(({ px, lines, isClear }) => px < 12 || lines < 1 || !isClear)).toEqual([])
	}).toPass({ timeout: 60_000 })
}

/** Expects the projector to show a scene whose texts can be read from the back of the room. */
async function expectScene({ page }: Actor, text: string): Promise<void> {
	await expect(async () => {
		const { texts, textPx, cut } = await readScene(page)
		expect(texts).toContain(text)
		expect(textPx).toBeGreaterThanOrEqual(32)
		expect(cut).toEqual([])
	}).toPass({ timeout: 60_000 })
}

const tileOf = ({ page }: FacilitatorActor, board: string) =>
	page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: board, exact: true }) })

async function writeCases(day: Day): Promise<void> {
	await goOn(day, 1, 'Cases')
	const { ana, jordi, li, seoyeon, projector } = day
	await writeInColumn(ana, 'Cases', 'A car-free square before the schools', 0.2)
	await writeInColumn(jordi, 'Cases', 'Buses that wait for nobody', 0.2)
	await li.addCards('Case', ['社区里的雨水花园'])
	await seoyeon.addCards('Case', ['밤길을 밝히는 골목'])
	for (const [person, text] of [
		[ana, '社区里的雨水花园'],
		[jordi, '밤길을 밝히는 골목'],
	] as const) {
		await expect(person.card(text)).toHaveCount(1)
		await expectInColumn(person, text, 'Cases')
	}
	await expect(projector.page.getByRole('heading', { name: /Write your city’s case/ })).toBeVisible()
}

async function writeObstacles(day: Day): Promise<void> {
	await goOn(day, 2, 'Write obstacles')
	const { ana, jordi, li, seoyeon, others, facilitator } = day
	await ana.writeCard('Obstacle', 'Permits take nine months', { x: 400, y: 400 })
	await ana.writeCard('Obstacle', 'Shops fear for their customers', { x: 800, y: 400 })
	await jordi.writeCard('Obstacle', 'Three offices, one street', { x: 400, y: 400 })
	await li.addCards('Obstacle', ['许可要等九个月', '谁来维护？'])
	await seoyeon.addCards('Obstacle', ['예산은 한 해뿐이다'])
	await expect(ana.cards).toHaveCount(2)
	await expect(facilitator.controls).toContainText('6 private cards so far.')
	await facilitator.button('Reveal with names').click()
	await facilitator.dialog.getByRole('button', { name: 'Reveal with names' }).click()
	await expect(facilitator.controls).toContainText('The cards of this phase are revealed.')
	const revealed = ['Permits take nine months', 'Shops fear for their customers', '许可要等九个月', '谁来维护？']
	await expectReadable(ana, revealed)
	await expectReadable(jordi, ['Three offices, one street', '예산은 한 해뿐이다'])
	for (const [board, cards] of [
		['Group 1', '6 cards'],
		['Group 2', '4 cards'],
	] as const)
		await expect(tileOf(facilitator, board)).toContainText(cards)
	await expectInColumn(ana, '许可要等九个月', 'Obstacles')
	for (const [index, person] of others.entries())
		person.board.write(`shape:stock-${index}`, {
			type: 'card',
			xy: [1040, 620 + 160 * Math.floor(index / 2)],
			'props.kind': 'obstacle',
			text: `Nobody decides, says ${person.city}`,
		})
	await expect(ana.cards).toHaveCount(2 + 2 + 1 + 1 + 2)
	await li.page.getByRole('button', { name: 'I need help' }).tap()
	await expect(facilitator.page.getByText('李伟').first()).toBeVisible()
}

async function cluster(day: Day): Promise<void> {
	await goOn(day, 3, 'Sort obstacles')
	const { ana, li, seoyeon } = day
	await expect(li.page.getByRole('button', { name: 'I need help' })).toHaveAttribute('aria-pressed', 'false')
	await ana.cluster('Permits', ['Permits take nine months', '许可要等九个月'])
	for (const text of ['Permits take nine months', '许可要等九个月']) {
		await expectInColumn(ana, text, 'Permits')
		await expectInColumn(ana, text, 'Obstacles')
	}
	await expect(li.page.getByRole('heading', { level: 2, name: 'Permits · 2' })).toBeVisible()
	await seoyeon.page.getByRole('button', { name: 'New cluster…' }).tap()
	await seoyeon.page.getByRole('textbox', { name: 'Cluster title' }).fill('Money')
	await seoyeon.page.getByRole('button', { name: 'Add cluster' }).tap()
	await seoyeon.startEditing('예산은 한 해뿐이다')
	await seoyeon.page.getByLabel('Cluster', { exact: true }).selectOption('Money')
	await seoyeon.page.keyboard.press('Escape')
	await expect(seoyeon.page.getByRole('heading', { level: 2, name: 'Money · 1' })).toBeVisible()
}

async function linkSolutions(day: Day): Promise<void> {
	await goOn(day, 4, 'Map solutions')
	const { ana, jordi, li, seoyeon, facilitator } = day
	await writeInColumn(ana, 'Solutions', 'One counter for all permits', 0.2)
	await writeInColumn(jordi, 'Solutions', 'A mayor for the street', 0.2)
	await ana.link('One counter for all permits', 'Permits take nine months')
	await expect(li.linksOf('Permits take nine months')).toHaveCount(1)
	await seoyeon.addCards('Solution', ['3년 예산'])
	await seoyeon.startEditing('3년 예산')
	await seoyeon.page.getByRole('button', { name: 'Link…' }).tap()
	await seoyeon.page.getByRole('combobox', { name: 'Search cards' }).fill('예산은')
	await seoyeon.page.getByRole('option', { name: '예산은 한 해뿐이다' }).tap()
	await expect(seoyeon.linksOf('3년 예산')).toHaveCount(1)
	await expect(facilitator.page.getByText(/1 of \d obstacles answered/).first()).toBeVisible()
}

async function vote(day: Day): Promise<void> {
	await goOn(day, 5, 'Dot vote')
	const { ana, li, seoyeon, projector, facilitator } = day
	await ana.card('Permits take nine months').getByRole('button', { name: 'Add a dot' }).click()
	await li.page.getByRole('button', { name: 'Add a dot to “Permits take nine months”' }).tap()
	await seoyeon.page.getByRole('button', { name: 'Add a dot to “예산은 한 해뿐이다”' }).tap()
	for (const { page } of [ana, li, seoyeon]) await expect(page.getByText('2 of 3 dots left')).toBeVisible()
	await expect(projector.page.getByRole('heading', { name: /3 dots each/ })).toBeVisible()
	await expect(facilitator.page.getByText('3 of 8 people voted')).toBeVisible()
}

async function reportBack(day: Day): Promise<void> {
	await goOn(day, 6, 'Report back')
	const { ana, li, projector } = day
	for (const person of [ana, li]) await expect(person.card('Permits take nine months')).toContainText(/2 dots|2/)
	await expect(projector.page.getByRole('heading', { name: 'Group 1' })).toBeVisible()
	await expectScene(projector, 'One counter for all permits')
}

async function collect({ facilitator, projector }: Day): Promise<void> {
	const offer = facilitator.page.getByRole('status').filter({ hasText: 'The plenary board has no cards yet.' })
	await offer.getByRole('button', { name: 'Collect from the groups…' }).click()
	await expect(facilitator.dialog.getByRole('radio', { name: /most dots of each group/ })).toBeChecked()
	await facilitator.dialog.getByRole('button', { name: 'Send to plenary' }).click()
	await expect(facilitator.page.getByText('2 cards were copied to Plenary.')).toBeVisible()
	await expect(offer).toHaveCount(0)
	await expectScene(projector, 'Permits take nine months')
}

async function gather({ facilitator, ana, li, jordi }: Day): Promise<void> {
	await facilitator.page
		.getByRole('listitem')
		.filter({ hasText: 'Plenary' })
		.getByRole('button', { name: 'Bring everyone here' })
		.click()
	for (const { page } of [ana, li, jordi]) {
		await page.getByRole('button', { name: 'Go there', exact: true }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Plenary' })).toBeVisible()
	}
	await facilitator.page.getByText('Let everyone go back', { exact: true }).click()
	for (const { page } of [ana, li]) {
		await page.getByRole('button', { name: 'Stay here', exact: true }).click()
		await page.getByRole('button', { name: 'Back to my board: Group 1', exact: true }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Group 1' })).toBeVisible()
	}
}

async function exportArchive({ facilitator }: Day): Promise<void> {
	await facilitator.button('Export all boards…').click()
	// The archive has ten files, so its download gets more time.
	const pending = facilitator.page.waitForEvent('download', { timeout: 300_000 })
	await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
	const bytes = await readFile(await (await pending).path())
	const names = bytes.toString('latin1')
	for (const file of ['report.html', 'report.docx', 'viewer.html', 'workbook.xlsx', '01 Group 1/', '02 Group 2/'])
		expect(names).toContain(file)
	await expect(facilitator.dialog).not.toContainText('Could not be created')
}

/** Saves a screenshot of each page, if `SCREENS_OF_DAY` is set. */
async function look(day: Day, step: string): Promise<void> {
	const folder = process.env['SCREENS_OF_DAY']
	if (!folder) return
	const pages: Record<string, Page> = Object.fromEntries(
		[day.facilitator, day.projector, day.ana, day.jordi, day.li, day.seoyeon].map(({ name, page }) => [name, page]),
	)
	for (const [name, page] of Object.entries(pages)) await page.screenshot({ path: `${folder}/${step} ${name}.png` })
}
