import { fileURLToPath } from 'node:url'
import { type Browser, type Page, test } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { PHASES } from '../support/halfDayWorkshop.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { attend } from '../support/stockClient.ts'

const FOLDER = fileURLToPath(new URL('../../screens', import.meta.url))
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
const THEMES = ['light', 'dark'] as const
const LOCALES = (process.env['SCREENS_IN'] ?? 'en,zh-CN').split(',')
const PEOPLE = [
	['Ana', 'Bogotá'],
	['Aminata', 'Dakar'],
	['李伟', 'Wuhan'],
] as const

/** A page that stays open during the whole workshop. */
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
				const cities = ['Bogotá', 'Dakar', 'Wuhan']
				const workshop = await createWorkshop(stack.url, { locales: ['en', 'zh-CN'], cities, groups: 3 })
				for (const phase of PHASES) await workshop.addPhase(phase)
				const people = await Promise.all(PEOPLE.map(([name, city]) => attend(stack.url, workshop.code, { name, city })))
				const views = await openViews(browser, workshop, { locale, theme, size })
				await runWorkshop(workshop, async (step) => {
					for (const { name, page } of views) {
						await page.waitForLoadState('networkidle').catch(() => null)
						await page.screenshot({ path: `${FOLDER}/${locale}-${theme}-${size}/${step} ${name}.png` })
					}
				})
				for (const person of people) person.leave()
				await Promise.all(views.map(({ page }) => page.context().close()))
			})
		}
	}
}

interface Appearance {
	locale: string
	theme: (typeof THEMES)[number]
	size: keyof typeof SIZES
}

async function openViews(
	browser: Browser,
	workshop: CreatedWorkshop,
	{ locale, theme, size }: Appearance,
): Promise<View[]> {
	const addresses = {
		home: stack.url,
		join: `${stack.url}/join#${workshop.code}`,
		dashboard: workshop.dashboard,
		board: workshop.dashboard,
		projector: workshop.projector,
	}
	return Promise.all(
		Object.entries(addresses).map(async ([name, address]) => {
			const context = await browser.newContext({ locale, viewport: SIZES[size], colorScheme: theme })
			const page = await context.newPage()
			await page.goto(address)
			if (name === 'board') {
				await page.waitForURL(/\/dashboard$/)
				await page.goto(`${page.url()}/b/${workshop.board}`)
			}
			return { name, page }
		}),
	)
}

/** Runs the workshop in steps, each of which changes the pages. */
async function runWorkshop(workshop: CreatedWorkshop, show: (step: string) => Promise<void>): Promise<void> {
	await show('1 before')
	await workshop.command({ type: 'phase.next', startsTimer: true })
	await show('2 private writing')
	await workshop.command({ type: 'phase.next' })
	await workshop.command({ type: 'message.send', text: 'Five minutes left. 还有五分钟。' })
	await workshop.command({ type: 'projection.set', shows: 'wall' })
	await show('3 all boards')
	const round = await workshop.command({ type: 'vote.open', title: 'What first?' })
	await show('4 vote')
	await workshop.command({ type: 'vote.close', round })
	await workshop.command({ type: 'projection.set', shows: 'result' })
	await show('5 result')
	await workshop.command({ type: 'boards.freeze', frozen: true })
	await workshop.command({ type: 'spotlight.set', board: workshop.board })
	await show('6 frozen')
}
