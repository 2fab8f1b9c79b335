import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { probeLayout, smallestTarget } from '../support/layoutProbe.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { test } from './support/engineTest.ts'
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

let stack: Stack
let workshop: CreatedWorkshop
let person: Person
test.beforeAll(async ({ openWindow }) => {
	stack = await startStack({ CHARRETTE_ADMIN_KEY: KEY })
	const sample = { template: 'sample', locale: 'en', title: 'Green roofs for growing cities' }
	workshop = await createWorkshop(stack.url, sample, KEY)
	person = await openWindow('Ana')
	await person.join(workshop, 'Wuhan')
	await person.waitFor({ css: '.tl-canvas' })
	await person.window.goto(workshop.projector)
	await person.waitFor({ css: 'main', text: 'Green roofs' })
	await person.window.goto(workshop.dashboard)
	await person.waitFor({ role: 'region', name: 'Run sheet' })
})
test.afterAll(async () => {
	await person?.window.close()
	await stack.stop()
})

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

for (const { page, path, ready } of SCENES)
	test(`[ENGINE2] ${page}: nothing overlaps or is cut off, wide and narrow`, async ({ engineName }) => {
		const { window } = person
		await window.goto('about:blank')
		await window.goto(`${stack.url}${path()}`)
		for (const [size, [width, height]] of Object.entries(SIZES)) {
			await window.resize(width, height)
			await expect.poll(async () => (await person.find(ready)).length).toBeGreaterThan(0)
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
	})

test('[KEY5] the focused control has an outline', async () => {
	const { window } = person
	// Without a window manager, the display focuses the window under its middle, which a narrow
	// window does not cover.
	await window.resize(...SIZES.wide)
	await window.goto('about:blank')
	await window.goto(`${stack.url}/join`)
	await person.waitFor({ css: 'main h1' })
	for (const _stop of [1, 2, 3]) {
		await window.press('Tab')
		await expect.poll(() => window.evaluate(readFocus)).toEqual({ isFocused: true, isOutlined: true })
	}
})

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
