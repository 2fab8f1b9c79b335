import { fileURLToPath } from 'node:url'
import { type Browser, type Page, test } from '@playwright/test'
import { attend } from '../support/attend.ts'
import { PHASES } from '../support/halfDay.ts'
import { type OpenedStage, openStage } from '../support/openStage.ts'
import { type Stack, startStack } from '../support/startStack.ts'

const FOLDER = fileURLToPath(new URL('../../screens', import.meta.url))
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
const THEMES = ['light', 'dark'] as const
const LOCALES = (process.env['SCREENS_IN'] ?? 'en,zh-CN').split(',')
const PEOPLE = [
	['Ana', 'Bogotá'],
	['Aminata', 'Dakar'],
	['李伟', 'Wuhan'],
] as const

/** A page that stays open while the workshop goes on. */
interface View {
	name: string
	page: Page
}

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

for (const locale of LOCALES) {
	for (const theme of THEMES) {
		for (const size of ['wide', 'phone'] as const) {
			test(`pages in ${locale}, ${theme}, ${size}`, async ({ browser }) => {
				const stage = await openStage(stack.url, 3, ['Bogotá', 'Dakar', 'Wuhan'])
				for (const phase of PHASES) await stage.tell({ type: 'phase.add', phase })
				const people = await Promise.all(PEOPLE.map(([name, city]) => attend(stack.url, stage.code, { name, city })))
				const views = await openViews(browser, stage, { locale, theme, size })
				await goThrough(stage, async (moment) => {
					for (const { name, page } of views) {
						await page.waitForLoadState('networkidle').catch(() => null)
						await page.screenshot({ path: `${FOLDER}/${locale}-${theme}-${size}/${moment} ${name}.png` })
					}
				})
				for (const person of people) person.leave()
				await Promise.all(views.map(({ page }) => page.context().close()))
			})
		}
	}
}

interface Look {
	locale: string
	theme: (typeof THEMES)[number]
	size: keyof typeof SIZES
}

async function openViews(browser: Browser, stage: OpenedStage, { locale, theme, size }: Look): Promise<View[]> {
	const addresses = {
		home: stack.url,
		join: `${stack.url}/join#${stage.code}`,
		desk: stage.desk,
		board: stage.desk,
		projector: stage.projector,
	}
	return Promise.all(
		Object.entries(addresses).map(async ([name, address]) => {
			const context = await browser.newContext({ locale, viewport: SIZES[size], colorScheme: theme })
			const page = await context.newPage()
			await page.goto(address)
			if (name === 'board') {
				await page.waitForURL(/\/desk$/)
				await page.goto(`${page.url()}/b/${stage.boards[0]}`)
			}
			return { name, page }
		}),
	)
}

/** A half-day in moments, each of which changes what is on the pages. */
async function goThrough(stage: OpenedStage, show: (moment: string) => Promise<void>): Promise<void> {
	await show('1 before')
	await stage.tell({ type: 'phase.next', startsTimer: true })
	await show('2 private writing')
	await stage.tell({ type: 'phase.next' })
	await stage.tell({ type: 'message.send', text: 'Five minutes left. 还有五分钟。' })
	await stage.tell({ type: 'projection.set', shows: 'wall' })
	await show('3 wall')
	const round = await stage.tell({ type: 'vote.open', title: 'What first?' })
	await show('4 vote')
	await stage.tell({ type: 'vote.close', round })
	await stage.tell({ type: 'projection.set', shows: 'result' })
	await show('5 result')
	await stage.tell({ type: 'boards.freeze', frozen: true })
	await stage.tell({ type: 'spotlight.set', board: stage.boards[0] })
	await show('6 frozen')
}
