import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { violationsInThemes } from '../support/axe.ts'
import type { CreatedWorkshop } from '../support/createWorkshop.ts'
import {
	clickInAll,
	describeProblems,
	LOCALES,
	type Locale,
	openReaders,
	type Reader,
	sweepLayout,
	WIDTHS,
} from '../support/layoutSweep.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { openSweptWorkshop, type SweptWorkshop } from './sweptWorkshop.ts'

/*
 * Each test opens one page in all languages, brings it into one state after the other, and measures
 * it.
 */

const chosen = (name: string) => process.env[name]?.split(',')
const locales = LOCALES.filter((locale) => locale === 'en' || (chosen('SWEEP_LOCALES')?.includes(locale) ?? true))
const widths = chosen('SWEEP_WIDTHS')?.map(Number) ?? WIDTHS
const isChosen = (state: string) => chosen('SWEEP_STATES')?.some((part) => state.includes(part)) ?? true

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

type Find = (page: Page) => Locator

interface State {
	name: string
	/**
	 * Runs facilitator's commands, which change the pages of all members. Their effects stay for the
	 * following states.
	 */
	command?: (workshop: CreatedWorkshop, swept: SweptWorkshop) => Promise<unknown>
	/** The controls to click, one after the other, found by their English names. */
	clicks?: readonly Find[]
	/** Keys to press at the end. */
	keys?: readonly string[]
}

interface Scene {
	page: string
	/** The selector of an element that is visible once the page is ready. */
	ready: string
	address: (swept: SweptWorkshop) => string
	/** A link that signs the browser in. */
	signIn?: (swept: SweptWorkshop) => string
	states: readonly State[]
}

const button =
	(name: string | RegExp): Find =>
	(page) =>
		page.getByRole('button', { name, exact: typeof name === 'string' })
const item =
	(name: string | RegExp): Find =>
	(page) =>
		page.getByRole('menuitem', { name })
const command =
	(...bodies: object[]) =>
	async (workshop: CreatedWorkshop) => {
		for (const body of bodies) await workshop.command(body)
	}

/** The first template of the gallery, beside the empty run sheet. */
const template: Find = (page) => page.locator('fieldset label:has([type=radio])').nth(1)
/** The list of archived workshops, which is collapsed. */
const archive: Find = (page) => page.locator('summary').filter({ hasText: 'Archived' })
/** The newest version in the history. */
const version: Find = (page) => page.locator('ol li > button[aria-expanded]')

const writePrivately = command(
	{ type: 'phase.next', startsTimer: true },
	{ type: 'private.set', isPrivate: true },
	{ type: 'message.send', text: 'Five minutes left. Finish your last card.' },
)

const openVote = (workshop: CreatedWorkshop) =>
	workshop.command({ type: 'vote.open', title: 'What should the city do first?', kinds: ['solution', 'action'] })

const closeVote = async (workshop: CreatedWorkshop) => {
	const round = (await workshop.view()).workshop.rounds?.at(-1)?.id
	if (round) await workshop.command({ type: 'vote.close', round })
}

/** The states of the session; each page adds the dialogs and menus that can be opened on it. */
const SESSION: readonly State[] = [
	{ name: 'before' },
	{
		name: 'phase',
		command: command(
			{ type: 'phase.next', startsTimer: true },
			{ type: 'timer.pause' },
			{ type: 'anonymity.set', isAnonymous: true },
		),
	},
	{ name: 'message', command: command({ type: 'message.send', text: 'Five minutes left. Finish your last card.' }) },
	{ name: 'vote', command: openVote },
	{ name: 'result', command: closeVote },
	{ name: 'frozen', command: command({ type: 'boards.freeze', frozen: true }) },
]
const UNFROZEN = command({ type: 'boards.freeze', frozen: false }, { type: 'message.clear' })

const BOARD: readonly State[] = [
	...SESSION,
	{ name: 'search', command: UNFROZEN, clicks: [button('Search the board')] },
	{ name: 'filter', clicks: [button('Filter cards')] },
	{ name: 'people', clicks: [button(/^People here/)] },
	{ name: 'export menu', clicks: [button('Export')] },
	{ name: 'export', clicks: [button('Export'), item('All formats')] },
	{ name: 'invite', clicks: [button('Invite')] },
	{ name: 'all kinds', clicks: [button('More')] },
	{ name: 'palette', keys: ['Control+k'] },
	{ name: 'card', keys: ['Control+k', 'Escape', 'Tab', 'Tab', 'Enter'] },
]

const SCENES: readonly Scene[] = [
	{
		page: 'home',
		ready: 'main h1',
		address: ({ url }) => url,
		states: [
			{ name: 'before' },
			{ name: 'appearance', clicks: [button(/Language|Appearance/)] },
			{ name: 'template', clicks: [template] },
		],
	},
	{
		page: 'home of a facilitator',
		ready: 'main h1',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url }) => url,
		states: [
			{ name: 'before' },
			{ name: 'menu', clicks: [button(/^More for /)] },
			{ name: 'copy', clicks: [button(/^More for /), item(/Duplicate/)] },
			{ name: 'other device', clicks: [button(/^More for /), item(/another device/)] },
			{ name: 'archived', clicks: [button(/^More for /), item('Archive'), archive] },
			{ name: 'forget', clicks: [archive, button(/^More for /), item(/Forget/)] },
		],
	},
	{
		page: 'legal',
		ready: 'main h1',
		address: ({ url }) => `${url}/legal`,
		states: [{ name: 'before' }],
	},
	{
		page: 'join',
		ready: 'main h1',
		address: ({ url, workshop }) => `${url}/join#${workshop.code}`,
		states: [{ name: 'before' }],
	},
	{
		page: 'ready',
		ready: 'main h1',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/ready`,
		states: [{ name: 'before' }],
	},
	{
		page: 'dashboard',
		ready: '#people',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/dashboard`,
		states: [
			...SESSION,
			{ name: 'access', command: UNFROZEN, clicks: [button('Access')] },
			{ name: 'invite', clicks: [button('Invite')] },
			{ name: 'message form', clicks: [button('Message to everyone')] },
			{ name: 'add phase', clicks: [button('Add phase')] },
			{ name: 'session menu', clicks: [button('Session actions')] },
			{ name: 'new session', clicks: [button('Session actions'), item('Add session'), template] },
			{ name: 'mix', clicks: [button('Mix groups')] },
			{ name: 'rotate', clicks: [button('Rotate')] },
			{ name: 'vote form', clicks: [button(/^(New vote|Vote again)$/)] },
			{ name: 'person menu', clicks: [button(/^Actions for Aminata/)] },
			{ name: 'board menu', clicks: [button(/^Actions for /)] },
			{ name: 'export all', clicks: [button(/^Export all boards/)] },
			{ name: 'collect', clicks: [button(/^Collect from the groups/)] },
			{ name: 'private', command: writePrivately },
		],
	},
	{
		page: 'seating',
		ready: 'main section h2',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/dashboard/seating`,
		states: [
			{ name: 'tables' },
			{ name: 'person menu', clicks: [button(/^Actions for Aminata/)] },
			{ name: 'move', clicks: [button(/^Actions for Aminata/), item('Move to another table')] },
		],
	},
	{
		page: 'board of a facilitator',
		ready: '.tl-canvas',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=canvas`,
		states: BOARD,
	},
	{
		page: 'board of a participant',
		ready: '.tl-canvas',
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/b/${workshop.board}?view=canvas`,
		states: SESSION,
	},
	{
		page: 'list',
		ready: 'header h1',
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/b/${workshop.board}?view=list`,
		states: [
			...SESSION,
			{ name: 'search', command: UNFROZEN, clicks: [button('Search and filter')] },
			{ name: 'menu', clicks: [button('More')] },
			{ name: 'settings', clicks: [button('More'), item('Language and appearance')] },
		],
	},
	{
		page: 'history',
		ready: 'header',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=list`,
		states: [
			{ name: 'before', clicks: [button('More'), item('Version history')] },
			{
				name: 'restore',
				command: async (workshop, { visitBoard }) => {
					visitBoard()
					await workshop.saveSnapshot()
				},
				clicks: [button('More'), item('Version history'), version, button('Restore')],
			},
		],
	},
	{
		page: 'projector',
		ready: 'main, h1',
		signIn: ({ workshop }) => workshop.projector,
		address: ({ url, workshop }) => `${url}/w/${workshop.id}/projector`,
		states: [
			...SESSION,
			...['lobby', 'prompt', 'wall', 'board', 'result', 'coverage', 'seating'].map((shows) => ({
				name: shows,
				command: command({ type: 'projection.set', shows }),
			})),
		],
	},
	{
		page: 'exchange',
		ready: 'main article',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/exchange?w=${workshop.id}&r=facilitator`,
		states: [{ name: 'before' }],
	},
	{
		page: 'practice',
		ready: 'main article',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop, practice }) => `${url}/exchange/${practice}?w=${workshop.id}&r=facilitator`,
		states: [
			{ name: 'before' },
			{ name: 'texts', clicks: [button('Write')] },
			{ name: 'facts', clicks: [button('Details')] },
			{ name: 'fit check', clicks: [button('Fit check')] },
		],
	},
	{
		page: 'travels',
		ready: 'main h1',
		signIn: ({ workshop }) => workshop.dashboard,
		address: ({ url, workshop }) => `${url}/exchange/travels?w=${workshop.id}&r=facilitator`,
		states: [{ name: 'before' }],
	},
	{
		page: 'not found',
		ready: 'h1',
		address: ({ url }) => `${url}/nowhere`,
		states: [{ name: 'before' }],
	},
]

for (const scene of SCENES) {
	test(scene.page, async ({ browser }) => {
		const { readers, show } = await openScene(browser, scene)
		const problems: string[] = []
		const known = new Set<string>()
		for (const state of scene.states) {
			const name = `${scene.page}, ${state.name}`
			if (!isChosen(name)) {
				await state.command?.(show.swept.workshop, show.swept)
				continue
			}
			await test.step(name, async () => {
				await show.state(state)
				const found = describeProblems(await sweepLayout(readers, { widths }))
				const [english] = readers
				if (english) found.push(...(await violationsInThemes(english.page)))
				// A problem that persists is listed in its first state.
				for (const problem of found.filter((one) => !known.has(one))) problems.push(`${name}: ${problem}`)
				for (const problem of found) known.add(problem)
			})
		}
		show.swept.leaveBoard()
		await Promise.all(readers.map(({ page }) => page.context().close()))
		expect(problems).toEqual([])
	})
}

async function openScene(browser: Browser, { address, signIn, ready }: Scene) {
	const swept = await openSweptWorkshop(stack.url)
	const readers = await openReaders(browser, locales as Locale[])
	const goto = async ({ page }: Reader) => {
		await page.goto(address(swept))
		// A change of the hash alone does not reload the page.
		await page.reload()
		await page.locator(ready).first().waitFor()
		await page.waitForLoadState('networkidle')
	}
	for (const { page } of readers) {
		await page.setViewportSize({ width: 1440, height: 860 })
		if (signIn) {
			await page.goto(signIn(swept))
			await page.waitForURL(/\/(dashboard|projector)/)
		} else await swept.signInAsParticipant(page)
	}
	const show = {
		swept,
		async state({ command, clicks = [], keys = [] }: State) {
			await command?.(swept.workshop, swept)
			await Promise.all(
				readers.map(async (reader) => {
					await reader.page.setViewportSize({ width: 1440, height: 860 })
					await goto(reader)
				}),
			)
			for (const find of clicks) await clickInAll(readers, find)
			for (const key of keys) for (const { page } of readers) await page.keyboard.press(key)
		},
	}
	return { readers, show }
}
