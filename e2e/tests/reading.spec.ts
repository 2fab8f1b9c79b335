import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { sendTranslations, translateAll } from '../../server/test/support/translatorServer.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { readScene } from '../support/readScene.ts'
import { startStack } from '../support/startStack.ts'
import { startTranslatedStack, type TranslatedStack } from '../support/startTranslatedStack.ts'
import { joinAsStock, openBoard } from '../support/stockClient.ts'

let stack: TranslatedStack['stack']
let translator: TranslatedStack['translator']
let stop: TranslatedStack['stop']
test.beforeAll(async () => {
	;({ stack, translator, stop } = await startTranslatedStack())
})
test.beforeEach(() => {
	translator.answer = translateAll
})
test.afterAll(() => stop())

const HOST_KEY = 'key-of-the-host'
const FRENCH = 'Personne n’est responsable du couloir de bus'

test('[READ4] two people read each other’s cards in their own languages, in the list and in the details', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es'] })
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', [FRENCH])
	const eva = await joinOnPhone(browser, workshop, 'Eva')
	const row = eva.page.locator('[data-card]').first()
	const text = row.locator('[data-main] [lang]')

	await test.step('a card of another language is translated, with a mark', async () => {
		await expect(text).toHaveText(`[en] ${FRENCH}`)
		await expect(text).toHaveAttribute('lang', 'en')
		await expect(row.getByRole('button', { name: 'Translated from French' })).toBeVisible()
		await eva.expectNoViolations()
	})

	await test.step('the original is one press away', async () => {
		await row.getByRole('button', { name: 'Translated from French' }).tap()
		await expect(text).toHaveText(FRENCH)
		await expect(text).toHaveAttribute('lang', 'fr')
		await row.getByRole('button', { name: 'Original in French' }).tap()
		await expect(text).toHaveText(`[en] ${FRENCH}`)
	})

	await test.step('the author reads what she wrote', async () => {
		await expect(ana.card(FRENCH)).toBeVisible()
		await expect(ana.page.getByRole('button', { name: 'Translated' })).toHaveCount(0)
	})

	await test.step('the details have the translation, too', async () => {
		await row.getByRole('button', { name: 'Details' }).tap()
		const panel = eva.page.getByRole('complementary')
		await expect(panel.getByText(`[en] ${FRENCH}`)).toBeVisible()
		await panel.getByRole('button', { name: 'Translated from French' }).tap()
		await expect(panel.getByText(FRENCH, { exact: true })).toBeVisible()
		await eva.page.keyboard.press('Escape')
		await row.getByRole('button', { name: 'Original in French' }).tap()
	})

	await test.step('editing edits the original', async () => {
		await row.locator('[data-main]').tap()
		await expect(eva.editor).toHaveValue(FRENCH)
		await eva.page.keyboard.press('End')
		await eva.page.keyboard.type(' ici')
		await eva.page.keyboard.press('Escape')
		await expect(ana.card(`${FRENCH} ici`)).toBeVisible()
		await expect(text).toHaveText(`[en] ${FRENCH} ici`)
	})

	await test.step('the switch is in the settings, and is remembered', async () => {
		await eva.page.getByRole('button', { name: 'More' }).tap()
		await eva.page.getByRole('menuitem', { name: 'Language and appearance' }).tap()
		await eva.page.getByRole('checkbox', { name: 'Show in my language' }).uncheck()
		await eva.page.keyboard.press('Escape')
		await expect(text).toHaveText(`${FRENCH} ici`)
		await expect(text).toHaveAttribute('lang', 'fr')
		await eva.page.reload()
		await expect(text).toHaveAttribute('lang', 'fr')
	})
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map((card) => card.text)).toEqual([`${FRENCH} ici`])
})

const LONG = `${FRENCH}, et la mairie change de priorité à chaque élection, comme partout ailleurs`

test('[READ4b] on the canvas a translated card keeps its size, and its original is one press away', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es'] })
	// An answer that is far longer than its text counts as none, so this one is a little longer.
	const tail = ' and everywhere else, as we have seen again and again'
	translator.answer = ({ q, target }, response) =>
		sendTranslations(
			response,
			q.map((text) => `[${target}] ${text}${tail}`),
		)
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', LONG, { x: 500, y: 350 })
	await expect.poll(async () => (await workshop.contentOf(workshop.board)).cards[0]?.text).toBe(LONG)
	const eva = await joinOnCanvas(browser, workshop, 'Eva')
	const card = eva.card(FRENCH)
	const text = card.locator('[lang]')

	await test.step('the translation is clipped in a card of the same size', async () => {
		await expect(text).toHaveText(`[en] ${LONG}${tail}`)
		await expect(text).toHaveAttribute('lang', 'en')
		const size = ({ width, height }: { width: number; height: number }) => [Math.round(width), Math.round(height)]
		expect(size(await eva.boxOf(FRENCH))).toEqual(size(await ana.boxOf(FRENCH)))
		expect(await text.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true)
	})

	await test.step('the mark shows the original', async () => {
		await card.getByRole('button', { name: 'Translated from French' }).click()
		await expect(text).toHaveText(LONG)
		await expect(text).toHaveAttribute('lang', 'fr')
		await expect(eva.page.locator('[data-shape-type="card"]')).toHaveCount(1)
	})

	await test.step('so does the menu, with the keyboard', async () => {
		await eva.select(FRENCH)
		await expect(eva.page.getByRole('status', { name: 'Selection' })).toContainText(LONG)
		await eva.page.keyboard.press('Control+Shift+Enter')
		await eva.page.getByRole('menuitem', { name: 'Original in French' }).press('Enter')
		await expect(text).toHaveText(`[en] ${LONG}${tail}`)
		await expect(eva.editor).toHaveCount(0)
	})

	await test.step('the author reads what she wrote, and editing edits the original', async () => {
		await expect(ana.page.getByRole('button', { name: 'Translated' })).toHaveCount(0)
		await eva.startEditing(FRENCH)
		await expect(eva.editor).toHaveValue(LONG)
		await eva.page.keyboard.press('Escape')
		await expect(text).toHaveText(`[en] ${LONG}${tail}`)
	})
	expect((await workshop.contentOf(workshop.board)).cards.map((one) => one.text)).toEqual([LONG])

	await test.step('[READ4c] the title of a cluster and the details, too, and whoever wrote the title reads it as it is', async () => {
		translator.answer = translateAll
		await ana.select(FRENCH)
		await ana.page.keyboard.press('i')
		await ana.page.getByLabel('Description').fill('La mairie a changé trois fois')
		await ana.page.keyboard.press('Escape')
		await ana.cluster('Rues sans responsable', [FRENCH])
		await ana.page.keyboard.press('Escape')
		const tag = eva.page.locator('[data-shape-type="frame"] [lang]')
		await expect(tag).toHaveText('[en] Rues sans responsable')
		const own = ana.page.locator('[data-shape-type="frame"] [lang]')
		await expect(own).toHaveAttribute('lang', 'fr')
		await expect(own).toHaveText('Rues sans responsable')
		// The options of the selected card would cover the title.
		await eva.page.keyboard.press('Escape')
		await tag.getByRole('button', { name: 'Translated from French' }).click()
		await expect(tag).toHaveText('Rues sans responsable')
		await tag.getByRole('button', { name: 'Original in French' }).click()
		await eva.select(FRENCH)
		await eva.page.keyboard.press('i')
		const details = eva.page.getByRole('complementary')
		await expect(details.getByLabel('Description')).toHaveValue('La mairie a changé trois fois')
		await expect(details.getByText('[en] La mairie a changé trois fois')).toBeVisible()
		await eva.page.keyboard.press('Escape')
	})

	await test.step('in the list the link names the other card in the same language', async () => {
		await ana.select(FRENCH)
		await ana.page.keyboard.press('Control+ArrowRight')
		await ana.editor.waitFor()
		await ana.page.keyboard.type('Un guichet unique pour toute la ville')
		await ana.page.keyboard.press('Escape')
		await eva.page.getByRole('button', { name: 'List', exact: true }).click()
		const other = eva.page.getByRole('list', { name: 'Links' }).first().locator('[lang]')
		await expect(other).toHaveText('[en] Un guichet unique pour toute la ville')
		await expect(other).toHaveAttribute('lang', 'en')
		await expect(eva.page.getByRole('heading', { name: /^\[en\] Rues sans responsable · \d/ })).toBeVisible()
	})

	await test.step('[READ4c] so does its writer after another visit', async () => {
		await ana.page.reload()
		const own = ana.page.locator('[data-shape-type="frame"] [lang]')
		await expect(own).toHaveAttribute('lang', 'fr')
		await expect(own).toHaveText('Rues sans responsable')
	})
})

test('[READ6] the projector shows a translation below each original, which the back row can read', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es'] })
	const ana = await joinAsStock(stack.url, workshop.code, { name: 'Ana', city: 'Dakar' })
	const board = await openBoard(stack.url, ana)
	const texts = {
		french: FRENCH,
		english: 'The town hall changes every year',
		spanish: 'Nadie coordina las obras de la calle',
	}
	for (const [id, text] of Object.entries(texts))
		board.write(`shape:${id}`, {
			type: 'card',
			xy: [0, id.length * 300],
			text: new Y.Text(text),
			'props.kind': 'solution',
		})
	const context = await browser.newContext({ locale: 'en', viewport: { width: 1920, height: 1080 } })
	const page = await context.newPage()
	await workshop.command({ type: 'spotlight.set', board: workshop.board })
	await page.goto(workshop.projector)
	const translations = page.locator('[data-scene-card] > [lang]')
	const expected = [`[en] ${FRENCH}`, `[es] ${texts.english}`, `[en] ${texts.spanish}`]

	await test.step('of a board: into the first language, and from that one into the second', async () => {
		await expect(translations).toHaveCount(3)
		expect((await translations.allTextContents()).sort()).toEqual(expected.toSorted())
		const scene = await readScene(page)
		expect(scene.texts.sort()).toEqual(Object.values(texts).sort())
		expect(scene.cut).toEqual([])
		expect(scene.otherPx).toBeGreaterThanOrEqual(24)
	})

	await test.step('of a result', async () => {
		const round = await workshop.command({ type: 'vote.open', title: 'Which first?' })
		await workshop.vote(ana.token, { round, board: workshop.board, card: 'shape:french', count: 1 })
		await workshop.command({ type: 'vote.close', round })
		await workshop.command({ type: 'projection.set', shows: 'result' })
		const card = page.getByRole('listitem').filter({ hasText: FRENCH }).first()
		await expect(card.locator('[lang]')).toHaveText(`[en] ${FRENCH}`)
		expect(
			await card.locator('[lang]').evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize)),
		).toBeGreaterThanOrEqual(24)
	})

	const participant = await joinOnPhone(browser, workshop, 'Eva')
	await test.step('[READ7] people read the result, and find cards, in their own language', async () => {
		await participant.page.getByRole('button', { name: 'Vote result' }).tap()
		const dialog = participant.page.getByRole('dialog')
		const first = dialog.getByRole('listitem').first()
		await expect(first).toContainText(`[en] ${FRENCH}`)
		await dialog.getByRole('button', { name: 'Translated from French' }).tap()
		await expect(first).not.toContainText('[en]')
		await participant.page.keyboard.press('Escape')
		await participant.page.getByRole('button', { name: 'Search and filter' }).tap()
		await participant.page.getByRole('combobox', { name: 'Text, city or name' }).fill('[en] Personne')
		await expect(participant.page.locator('[data-card]')).toHaveCount(1)
	})

	await test.step('[READ7] the search across boards finds a translation, with its original below', async () => {
		const dashboard = await context.newPage()
		await dashboard.goto(workshop.dashboard)
		await dashboard.getByRole('combobox', { name: 'Search the cards of all boards' }).fill('[en] Nadie')
		const found = dashboard.getByRole('listbox', { name: 'Cards found' }).getByRole('option')
		await expect(found).toContainText(`[en] ${texts.spanish}`)
		await expect(found.getByText(texts.spanish, { exact: true })).toBeVisible()
		await dashboard.close()
	})

	await test.step('until the facilitator switches them off', async () => {
		await workshop.command({ type: 'projection.set', shows: 'wall' })
		const line = page.locator('[data-kind] [lang]')
		await expect(line).toHaveCount(3)
		const dashboard = await context.newPage()
		await dashboard.goto(workshop.dashboard)
		await dashboard.getByRole('button', { name: 'Translations on the projector' }).click()
		await expect(line).toHaveCount(0)
		await expect(page.getByText(FRENCH)).toBeVisible()
	})
	board.leave()
	await context.close()
})

test('[EXP10] a board is exported in one language and in both, from the canvas and the list', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es'] })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', FRENCH, { x: 500, y: 350 })
	await ana.writeCard('Solution', 'Un guichet unique', { x: 800, y: 350 })
	await ana.waitForSaveStatus('Saved')
	/** Returns the words of a drawing: each part of a text is an element of its own. */
	const wordsIn = (svg: Buffer) =>
		svg
			.toString()
			.replace(/<[^>]*>/gu, ' ')
			.replace(/\s+/gu, ' ')
	/** Returns the outlines of cards. */
	const cardsIn = (svg: Buffer) => svg.toString().match(/<rect width="200" height="[\d.]+" rx="10"/gu)
	const { bytes: drawing } = await ana.exportBoard(/^SVG/)
	const written = wordsIn(drawing)

	await test.step('as written, nothing is translated', () => {
		expect(written).toContain('Personne n’est responsable')
		expect(written).not.toMatch(/\[|machine/u)
	})

	await test.step('[EXP10a] [EXP10c] [EXP10e] a drawing in one language has its words, too, and cards keep their size', async () => {
		const { bytes } = await ana.exportBoard(/^SVG/, async (dialog) => {
			await dialog.getByRole('radio', { name: 'In one language' }).check({ force: true })
			await dialog.getByRole('combobox', { name: 'Language of the texts' }).selectOption('Español')
		})
		const spanish = wordsIn(bytes)
		for (const words of ['[es] Personne', '[es] Un guichet', 'OBSTÁCULO', 'traducciones automáticas'])
			expect(spanish).toContain(words)
		expect(bytes.toString()).toMatch(/^<[^>]*>\s*<svg [^>]*lang="es"/u)
		expect(cardsIn(bytes)).toHaveLength(2)
		expect(cardsIn(bytes)).toEqual(cardsIn(drawing))
	})

	await test.step('[EXP10f] the choice is remembered, also for the image without a dialog', async () => {
		const dialog = await ana.openExportDialog()
		await expect(dialog.getByRole('radio', { name: 'In one language' })).toBeChecked()
		await dialog.getByRole('radio', { name: /^JSON/ }).check({ force: true })
		await expect(dialog.getByRole('radiogroup', { name: 'Texts' })).toHaveCount(0)
		await ana.page.keyboard.press('Escape')
		const asked = ana.page.waitForRequest(/\/texts$/)
		const { bytes } = await ana.exportPngNow()
		expect((await asked).postDataJSON()).toMatchObject({ texts: 'translated', to: 'es' })
		expect(bytes.subarray(1, 4).toString()).toBe('PNG')
	})

	await test.step('[EXP10b] a table in both has a column for the translations', async () => {
		const eva = await joinOnPhone(browser, workshop, 'Eva')
		const { bytes } = await eva.exportBoard(/^CSV/, async (dialog) => {
			await dialog.getByRole('radio', { name: 'Both', exact: true }).check({ force: true })
			await eva.expectNoViolations()
		})
		expect(bytes.toString()).toContain(`,${FRENCH},`)
		expect(bytes.toString()).toContain(`,[en] ${FRENCH},by machine`)
	})

	await test.step('[EXP10d] the wait for a slow translator is shown, and cancelled', async () => {
		await ana.writeCard('Obstacle', 'La mairie change chaque année', { x: 500, y: 550 })
		await ana.waitForSaveStatus('Saved')
		let answer = () => {}
		translator.answer = async (request, response) => {
			await new Promise<void>((resolve) => {
				answer = resolve
			})
			translateAll(request, response)
		}
		const dialog = await ana.openExportDialog()
		await dialog.getByRole('button', { name: /^Export as/ }).click()
		await expect(dialog.getByRole('status')).toHaveText(/^Translating for 30 s at most\. .* stays as written/)
		await dialog.getByRole('button', { name: 'Cancel' }).click()
		await expect(dialog.getByRole('button', { name: /^Export as/ })).toBeVisible()
		await ana.page.keyboard.press('Escape')
		await ana.openExportMenu()
		await ana.page.getByRole('menuitem', { name: 'PNG image now' }).click()
		const notice = ana.page.getByText(/^Translating for 30 s at most/)
		await expect(notice).toBeVisible()
		await ana.page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Cancel' }).click()
		await expect(notice).toHaveCount(0)
		answer()
	})
})

test('[READ3] the facilitator forbids machine translation', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es'] })
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', [FRENCH])
	const page = await (await browser.newContext({ locale: 'en' })).newPage()
	await page.goto(workshop.dashboard)
	await page.getByRole('button', { name: 'Edit title, cities and languages' }).click()
	await page.getByRole('checkbox', { name: 'Machine translation of cards' }).uncheck()
	await page.getByRole('button', { name: 'Save', exact: true }).click()
	await expect(page.getByRole('dialog')).toHaveCount(0)
	translator.requests = []
	const eva = await joinOnPhone(browser, workshop, 'Eva')
	const text = eva.page.locator('[data-card] [data-main] [lang]')
	await expect(text).toHaveAttribute('lang', 'fr')
	await expect(text).toHaveText(FRENCH)
	expect(translator.requests).toEqual([])
})

test('[TRANSLATE5] the host tests the translator, and sees the figures of today', async ({ browser }) => {
	const hosted = await startStack({
		TRANSLATE_URL: translator.url,
		TRANSLATE_KIND: 'libretranslate',
		CHARRETTE_ADMIN_KEY: HOST_KEY,
	})
	const page = await (await browser.newContext({ locale: 'en' })).newPage()
	await page.goto(`${hosted.url}/host`)
	await page.getByLabel('Host key').fill(HOST_KEY)
	await page.keyboard.press('Enter')
	await page.getByRole('link', { name: 'Server', exact: true }).click()
	const panel = page.getByRole('region', { name: 'Translation of cards' })
	await expect(panel).toContainText('Texts today: 0. Characters: 0 of 1,000,000.')
	await panel.getByRole('button', { name: 'Test' }).click()
	await expect(panel).toContainText('[es] Nobody is in charge of the bus lane.')
	await expect(panel).toContainText('Texts today: 1. Characters: 36 of 1,000,000.')
	translator.answer = (_, response) => void response.writeHead(500).end()
	await panel.getByRole('button', { name: 'Test' }).click()
	await expect(panel).toContainText('The translator did not translate: refused')
	await expect(panel).toContainText('Requests: 2, failed: 1')
	await hosted.stop()
})
