import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { isTooWide, layoutProblemsOf, smallTargetsOf } from '../support/layoutProblems.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock, type StockBoard } from '../support/stockClient.ts'

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const TEXTS = [
	'Buses never come on time in the evening',
	'No direct bus from the hospital',
	'The bus stop has no roof',
	'公交专用道被社会车辆占用',
	'Rubbish is collected only once a week',
	'Nobody sorts plastic waste',
	'The landfill will be full in two years',
	'垃圾分类了又混装运走',
	'Rents in the centre are not affordable',
	'Ten year waiting list for social housing',
	'年轻家庭付不起房租',
]

function fill(board: StockBoard, texts: readonly string[]): void {
	board.transact(() => {
		for (const [at, text] of texts.entries())
			board.write(`shape:c${at}`, {
				type: 'card',
				xy: [(at % 5) * 230, Math.floor(at / 5) * 180],
				index: `a${String.fromCharCode(65 + at)}`,
				'props.kind': 'obstacle',
				text: new Y.Text(text),
			})
	})
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Suggested clusters' })

test('[SORT3] [SORT4] [SORT5] clusters are suggested, changed, accepted and undone while others edit', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const li = await openBoardAsStock(stack.url, workshop.code)
	fill(li, TEXTS)
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const bo = await joinOnPhone(browser, workshop, 'Bo')
	const panel = panelOf(ana.page)
	const clusters = async () => (await workshop.contentOf(workshop.board)).clusters.map(({ title }) => title)

	await test.step('nothing is written, and the others see who sorts', async () => {
		await ana.page.getByRole('button', { name: 'Tidy up' }).click()
		await ana.page.getByRole('menuitem', { name: 'Suggest clusters…' }).click()
		await expect(bo.page.getByText('Ana is looking for clusters.')).toBeVisible()
		await expect(panel.getByRole('button', { name: 'Accept all' })).toBeVisible()
		expect(await clusters()).toEqual([])
		expect(await layoutProblemsOf(ana.page)).toEqual([])
		expect(await violationsOf(ana.page, 'wcag')).toEqual([])
	})

	await test.step('a title is changed and a card is moved, with the keyboard alone', async () => {
		const first = panel.getByRole('group').first()
		await first.getByRole('textbox', { name: 'Title of the cluster' }).fill('Getting around')
		const group = panel.getByRole('group', { name: 'Getting around' })
		await group.getByText(/^\d+ cards$/).focus()
		await ana.page.keyboard.press('Enter')
		await expect(group.getByRole('listitem').first()).toBeVisible()
		const count = await group.getByRole('listitem').count()
		await group
			.getByRole('button', { name: /^Move “/ })
			.last()
			.focus()
		await ana.page.keyboard.press('Enter')
		await ana.page.getByRole('menuitem', { name: 'No cluster' }).focus()
		await ana.page.keyboard.press('Enter')
		await expect(group.getByRole('listitem')).toHaveCount(count - 1)
	})

	await test.step('a card that another person deletes meanwhile is left out; their later edit stays', async () => {
		const gone = panel.getByRole('group', { name: 'Getting around' }).getByRole('listitem').first()
		const text = (await gone.locator('span').first().textContent()) ?? ''
		li.remove(`shape:c${TEXTS.indexOf(text)}`)
		await expect(panel.getByRole('listitem').filter({ hasText: text })).toHaveCount(0)
		await panel.getByRole('button', { name: 'Accept all' }).click()
		await expect.poll(clusters).toContain('Getting around')
		expect(await clusters()).not.toEqual(['Getting around'])
		await expect(ana.page.locator('[data-shape-type="frame"]')).toHaveCount((await clusters()).length)
		li.write('shape:c6', { 'props.category': 'money' })
		await ana.page.getByRole('toolbar').getByRole('button', { name: 'Undo' }).first().click()
		await expect.poll(clusters).toEqual([])
		const { cards } = await workshop.contentOf(workshop.board)
		expect(cards).toHaveLength(TEXTS.length - 1)
		expect(li.record('shape:c6')?.['props.category']).toBe('money')
	})

	await test.step('on a phone, from the menu of the list', async () => {
		await bo.page.getByRole('button', { name: 'More' }).tap()
		await bo.page.getByRole('menuitem', { name: 'Suggest clusters…' }).tap()
		const sheet = panelOf(bo.page)
		const accept = sheet.getByRole('button', { name: /^Accept: / }).first()
		await expect(accept).toBeVisible()
		expect(await smallTargetsOf(bo.page)).toEqual([])
		expect(await isTooWide(bo.page)).toBe(false)
		expect(await violationsOf(bo.page, 'wcag')).toEqual([])
		const title = ((await accept.getAttribute('aria-label')) ?? '').replace('Accept: ', '')
		await accept.tap()
		await expect.poll(clusters).toEqual([title])
	})
})

const CHINESE = [
	'晚上公交车总是不准时',
	'新小区到医院没有直达公交',
	'公交专用道被社会车辆占用',
	'垃圾一周只收一次，垃圾桶都满了',
	'垃圾分类了又混装运走',
	'垃圾填埋场两年后就满了',
]

test('[SORT1] [SORT8] in Chinese: a card typed with an input method is compared, and clusters have Chinese names', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	fill(await openBoardAsStock(stack.url, workshop.code), CHINESE)
	const li = await Actor.open(browser, '李伟', { locale: 'zh-CN' })
	const { page } = li
	await page.goto(`${stack.url}/join#${workshop.code}`)
	await page.getByRole('textbox', { name: '您的姓名' }).fill('李伟')
	await page.getByRole('combobox', { name: '您的城市' }).fill('武汉')
	await page.getByRole('button', { name: '加入', exact: true }).click()
	await li.waitForBoard()

	await page.getByRole('button', { name: '新卡片：障碍' }).click()
	await page.mouse.click(300, 620)
	await li.editor.waitFor()
	const input = await page.context().newCDPSession(page)
	const compose = (text: string) =>
		input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
	await compose('wan shang')
	await input.send('Input.insertText', { text: '晚间公交车总是' })
	await compose('bu zhun shi')
	await input.send('Input.insertText', { text: '不准时' })
	await expect(page.getByText('另有 1 张卡片内容几乎相同。')).toBeVisible()
	await expect(li.editor).toBeFocused()
	await page.keyboard.press('Escape')
	await expect(page.getByText('另有 1 张卡片内容几乎相同。')).toBeHidden()

	await page.getByRole('button', { name: '整理' }).click()
	await page.getByRole('menuitem', { name: '建议分组框…' }).click()
	const panel = page.getByRole('complementary', { name: '建议的分组框' })
	await panel.getByRole('button', { name: '全部接受' }).click()
	const names = async () => (await workshop.contentOf(workshop.board)).clusters.map(({ title }) => title).sort()
	await expect.poll(names).toEqual(['公交 · 准时', '垃圾'])
})
