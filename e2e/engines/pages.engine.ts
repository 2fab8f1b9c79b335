import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { probeLayout, smallestTarget } from '../support/layoutProbe.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { EngineEnded } from './support/EngineWindow.ts'
import { ENGINE_ENDED, test } from './support/engineTest.ts'
import type { Query } from './support/findInPage.ts'
import type { Person } from './support/Person.ts'

/**
 * Each page in each engine, wide and narrow. With `ENGINE_SCREENS=1` the tests also save a
 * screenshot of each page in `screens/engines`.
 */
const FOLDER = process.env['ENGINE_SCREENS'] ? fileURLToPath(new URL('../../screens/engines', import.meta.url)) : null
const SIZES = { wide: [1440, 900], phone: [390, 844] } as const
const KEY = 'key-of-the-host'
/** In the list this button lies at the end of its card's row, which is itself a button. */
const ON_ITS_ROW = '“Details”'
/** Windows that a page gets if the engine itself ends. */
const MAX_WINDOWS = 4
/** Time that a test may take longer for each window that it opens. */
const OPENING_MS = 120_000

let stack: Stack
let workshop: CreatedWorkshop
let person: Person | null = null
test.beforeAll(async () => {
	stack = await startStack({ CHARRETTE_ADMIN_KEY: KEY })
	const sample = { template: 'sample', locale: 'en', title: 'Green roofs for growing cities' }
	workshop = await createWorkshop(stack.url, sample, KEY)
})
test.afterAll(async () => {
	await person?.window.close()
	await stack.stop()
})

type OpenWindow = (name: string) => Promise<Person>

/**
 * Runs a check in a window that has visited the links of all roles, so that it may open every page.
 * If the engine itself ends, the check starts again in a new window, and the report says so.
 */
async function inWindow(openWindow: OpenWindow, check: (person: Person) => Promise<void>): Promise<void> {
	for (let windows = 1; ; windows++)
		try {
			if (!person) {
				test.setTimeout(test.info().timeout + OPENING_MS)
				person = await openWindow('Ana')
				await visitAllLinks(person)
			}
			return await check(person)
		} catch (thrown) {
			if (!(thrown instanceof EngineEnded) || windows === MAX_WINDOWS) throw thrown
			test.info().annotations.push({ type: ENGINE_ENDED, description: thrown.message })
			await person?.window.close()
			person = null
		}
}

async function visitAllLinks(visitor: Person): Promise<void> {
	await visitor.join(workshop, 'Wuhan')
	await visitor.waitFor({ css: '.tl-canvas' })
	await visitor.window.goto(workshop.projector)
	await visitor.waitFor({ css: 'main', text: 'Green roofs' })
	await visitor.window.goto(workshop.dashboard)
	await visitor.waitFor({ role: 'region', name: 'Run sheet' })
}

interface Scene {
	page: string
	path: () => string
	ready: Query
}

const SCENES: readonly Scene[] = [
	{ page: 'home', path: () => '/', ready: { role: 'heading', name: 'Your workshops' } },
	{ page: 'join', path: () => `/join#${workshop.code}`, ready: { css: 'main h1' } },
	{ page: 'dashboard', path: () => dashboard(), ready: { role: 'region', name: 'Run sheet' } },
	{ page: 'board', path: () => `/w/${workshop.id}?view=canvas`, ready: { css: '.tl-canvas' } },
	{ page: 'list', path: () => `/w/${workshop.id}?view=list`, ready: { css: '[data-composer]' } },
	{ page: 'projector', path: () => `/w/${workshop.id}/projector`, ready: { css: 'main' } },
	{ page: 'host', path: () => '/host', ready: { css: 'input[type=password]' } },
]
const dashboard = () => `/w/${workshop.id}/dashboard`

for (const scene of SCENES)
	test(`[ENGINE2] ${scene.page}: nothing overlaps or is cut off, wide and narrow`, ({ engineName, openWindow }) =>
		inWindow(openWindow, (visitor) => checkLayout(visitor, scene, engineName)))

async function checkLayout(visitor: Person, { page, path, ready }: Scene, engineName: string): Promise<void> {
	const { window } = visitor
	await window.goto('about:blank')
	await window.goto(`${stack.url}${path()}`)
	for (const [size, [width, height]] of Object.entries(SIZES)) {
		await window.resize(width, height)
		await expect.poll(async () => (await visitor.find(ready)).length).toBeGreaterThan(0)
		expect(await window.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
		await window.evaluate(waitForLayout)
		if (FOLDER) {
			mkdirSync(`${FOLDER}/${engineName}`, { recursive: true })
			writeFileSync(`${FOLDER}/${engineName}/${page}-${size}.png`, await window.screenshot())
		}
		const problems = await window.evaluate(probeLayout, smallestTarget(false))
		expect(
			problems.filter(({ what }) => !what.includes(ON_ITS_ROW)),
			size,
		).toEqual([])
	}
}

test('[KEY5] the focused control has an outline', ({ openWindow }) =>
	inWindow(openWindow, async (visitor) => {
		const { window } = visitor
		// Without a window manager, the display focuses the window under its middle, which a narrow
		// window does not cover.
		await window.resize(...SIZES.wide)
		await window.goto('about:blank')
		await window.goto(`${stack.url}/join`)
		await visitor.waitFor({ css: 'main h1' })
		for (const _stop of [1, 2, 3]) {
			await window.press('Tab')
			await expect.poll(() => window.evaluate(readFocus)).toEqual({ isFocused: true, isOutlined: true })
		}
	}))

function readFocus() {
	const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement as Element)
	const isOutlined = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
	return { isFocused: document.activeElement !== document.body, isOutlined }
}

/** Waits until the typefaces are loaded and tldraw has measured its canvas. */
async function waitForLayout(): Promise<void> {
	const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
	const isMeasured = () => {
		const watermark = document.querySelector('[class*=watermark][data-mobile]')
		return !watermark || (watermark.getAttribute('data-mobile') === 'true') === innerWidth < 700
	}
	await document.fonts.ready
	// Firefox does not lay out skipped content again for a new width before it is scrolled into view.
	for (const element of document.querySelectorAll<HTMLElement>('*'))
		if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible'
	do await nextFrame()
	while (!isMeasured())
	await nextFrame()
}
