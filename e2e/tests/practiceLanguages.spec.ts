import { type Browser, expect, type Page } from '@playwright/test'
import { translateAll } from '../../server/test/support/translatorServer.ts'
import { violationsOf } from '../support/axe.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { joinOnPhone } from '../support/participants.ts'
import { startTranslatedStack, type TranslatedStack } from '../support/startTranslatedStack.ts'

/** Practices in the language of those who read them. */
let stack: TranslatedStack['stack']
let translator: TranslatedStack['translator']
let stop: TranslatedStack['stop']
test.beforeEach(async () => {
	;({ stack, translator, stop } = await startTranslatedStack())
})
test.afterEach(() => stop())

const TITLE = 'Un guichet unique pour les travaux de voirie'
const FIELDS = {
	title: TITLE,
	abstract: 'La mairie répond en trente jours à chaque demande de travaux, et une seule personne la suit.',
	lessons: 'Il faut demander tôt, et nommer une personne responsable dans chaque service.',
}
const OBSTACLE = 'Nadie está a cargo del carril bus'

/** Writes a practice in French, with an obstacle in Spanish, and publishes it for everybody. */
async function publish({ id, request }: CreatedWorkshop): Promise<string> {
	const { practice } = await request<{ practice: { id: string } }>(`workshops/${id}/practices`, {
		locale: 'fr',
		fields: FIELDS,
	})
	const path = `practices/${practice.id}`
	await request(path, { facts: { obstacles: [{ text: OBSTACLE }], city: { name: 'Dakar', country: 'SN' } } }, 'PATCH')
	await request(`${path}/publish`, { visibility: 'public' })
	return practice.id
}

const openPhone = async (browser: Browser, locale: string): Promise<Page> =>
	(await ListActor.onPhone(browser, 'Visitor', { locale })).page

test('[READ9] a visitor reads a practice in their own language, and its original at a press', async ({ browser }) => {
	await publish(await createWorkshop(stack.url, { cities: ['Dakar'], locales: ['fr'] }))
	const page = await openPhone(browser, 'en')
	await page.goto(`${stack.url}/exchange`)
	const card = page.getByRole('article')

	await test.step('in the list', async () => {
		await expect(card.getByRole('link')).toHaveText(`[en] ${TITLE}`)
		await expect(card.getByRole('heading')).toHaveAttribute('lang', 'en')
		await expect(card.getByText(`[en] ${FIELDS.abstract}`)).toBeVisible()
		await card.getByRole('button', { name: 'Translated from French' }).tap()
		await expect(card.getByRole('link')).toHaveText(TITLE)
		await expect(card.getByText(FIELDS.abstract, { exact: true })).toBeVisible()
		await card.getByRole('button', { name: 'Original in French' }).tap()
		expect(await violationsOf(page)).toEqual([])
	})

	await test.step('on its page, whose obstacle is in a third language', async () => {
		await card.getByRole('link').tap()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`[en] ${TITLE}`)
		await expect(page.getByText(`[en] ${FIELDS.lessons}`)).toBeVisible()
		await expect(page.getByText(`[en] ${OBSTACLE}`)).toBeVisible()
		await page.getByRole('button', { name: 'Translated from French' }).tap()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
		await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'fr')
		await expect(page.getByText(FIELDS.lessons, { exact: true })).toBeVisible()
		await expect(page.getByText(`[en] ${OBSTACLE}`)).toBeVisible()
		await page.getByRole('button', { name: 'Translated from Spanish' }).tap()
		await expect(page.getByText(OBSTACLE, { exact: true })).toBeVisible()
		expect(await violationsOf(page)).toEqual([])
	})

	await test.step('until they switch it off, which is remembered', async () => {
		await page.getByRole('button', { name: 'Show in my language' }).tap()
		await page.getByRole('checkbox', { name: 'Show in my language' }).uncheck()
		await page.keyboard.press('Escape')
		await page.reload()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
		await expect(page.getByRole('button', { name: /Translated|Original/ })).toHaveCount(0)
	})
	expect(translator.requests.flatMap(({ q }) => q)).toHaveLength(Object.keys(FIELDS).length + 1)
	await page.context().close()
})

test('[READ9] while the translator does not answer, the original stays, without a word about it', async ({
	browser,
}) => {
	const id = await publish(await createWorkshop(stack.url, { cities: ['Dakar'], locales: ['fr'] }))
	translator.answer = (_, response) => void response.writeHead(500).end('<html>')
	const page = await openPhone(browser, 'zh-CN')
	await page.goto(`${stack.url}/exchange`)
	const place = async () => page.getByRole('article').boundingBox()
	await expect.poll(() => translator.requests.length).toBeGreaterThan(0)
	await expect(page.getByRole('link', { name: TITLE })).toBeVisible()
	await expect(page.getByRole('alert')).toHaveCount(0)
	const before = await place()
	translator.answer = translateAll
	await expect(page.getByRole('link', { name: `[zh-Hans] ${TITLE}` })).toBeVisible({ timeout: 40_000 })
	expect(await place()).toEqual(before)
	await page.goto(`${stack.url}/exchange/${id}`)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`[zh-Hans] ${TITLE}`)
	await page.context().close()
})

test('[SIMILAR3] [READ9] others’ obstacles, solutions and practices like a card are read in one’s own language', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2, locales: ['en', 'es'] })
	await publish(workshop)
	const theirs = 'Personne n’est responsable des travaux de voirie'
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', [theirs])
	await ana.waitForSaveStatus('Saved')
	const eva = await joinOnPhone(browser, workshop, 'Eva')
	const own = 'Travaux de voirie sans guichet unique'
	await eva.addCards('Obstacle', [own])
	await eva.waitForSaveStatus('Saved')
	await eva.card(own).getByRole('button', { name: 'Details' }).tap()
	await eva.page.getByRole('button', { name: 'Ideas from other cities…' }).tap()
	const dialog = eva.page.getByRole('dialog', { name: 'Others met this obstacle' })
	await expect(dialog.getByText(`[en] ${theirs}`)).toBeVisible()
	await expect(dialog.getByText(`[en] ${TITLE}`)).toBeVisible()
	await dialog
		.getByRole('article')
		.filter({ hasText: theirs })
		.getByRole('button', { name: 'Translated from French' })
		.tap()
	await expect(dialog.getByText(theirs, { exact: true })).toBeVisible()
	await expect(dialog.getByText(`[en] ${TITLE}`)).toBeVisible()
	await eva.expectNoViolations()
})

test('[READ9] [READ9a] [COLLECT4] own practices and projected collections are in the reader’s language', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], locales: ['en'] })
	const practice = await publish(workshop)
	const { id, request } = workshop
	await request(`workshops/${id}/practices`, { locale: 'fr', fields: { title: 'Des rues calmes' } })
	const collected = { title: 'Guichets et permis', text: 'Tout commence petit.', session: null, practices: [practice] }
	const { collection } = await request<{ collection: { id: string } }>(`workshops/${id}/collections`, collected)
	await workshop.command({ type: 'projection.set', shows: 'collection', collection: collection.id })

	await test.step('the list of those who write, with a draft', async () => {
		const page = await openPhone(browser, 'en')
		await page.goto(workshop.dashboard)
		await expect(page.getByRole('heading').first()).toBeVisible()
		await page.goto(`${stack.url}/exchange?w=${id}&r=facilitator&b=${workshop.board}`)
		const own = page.locator('section').filter({ hasText: 'Practices of your workshop' })
		await expect(own.getByRole('link')).toHaveText(['[en] Des rues calmes', `[en] ${TITLE}`])
		await own.getByRole('button', { name: 'Translated from French' }).first().tap()
		await expect(own.getByRole('link')).toHaveText(['Des rues calmes', `[en] ${TITLE}`])
		await page.context().close()
	})

	await test.step('the slides of a collection', async () => {
		const projector = await (await browser.newContext({ locale: 'en' })).newPage()
		await projector.setViewportSize({ width: 1920, height: 1080 })
		await projector.goto(workshop.projector)
		await expect(projector.getByText('[en] Guichets et permis')).toBeVisible()
		await expect(projector.getByText('[en] Tout commence petit.')).toBeVisible()
		await expect(projector.getByRole('listitem')).toHaveText(`[en] ${TITLE}`)
		await projector.keyboard.press('PageDown')
		const title = projector.getByRole('heading', { level: 2 })
		await expect(title).toContainText(TITLE)
		await expect(title.getByText(`[en] ${TITLE}`)).toHaveAttribute('lang', 'en')
		await expect(projector.getByText(`[en] ${FIELDS.abstract}`)).toBeVisible()
		await projector.context().close()
	})
})
