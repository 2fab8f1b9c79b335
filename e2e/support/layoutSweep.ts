import type { Browser, BrowserContextOptions, CDPSession, Locator, Page } from '@playwright/test'
import { type LayoutProblem, probeLayout, smallestTarget } from './layoutProbe.ts'

export const LOCALES = ['en', 'zh-CN', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]
/** Low windows are a phone in landscape, and a laptop at a zoom of 200 %. */
export const WIDTHS = [320, 360, 390, 640, 683, 768, 1024, 1280, 1366, 1440, 1920] as const
const HEIGHTS: Partial<Record<number, number>> = { 640: 360, 683: 325, 1024: 768, 1366: 768 }
const THEMES = ['light', 'dark'] as const
/** Pages up to this width are measured as phones and tablets, with touch. */
const WIDEST_TOUCH = 1024

/** The same page in one of the languages. */
export interface Reader {
	locale: Locale
	page: Page
	devtools: CDPSession
}

/** A problem, with the widths and languages in which it was found. */
export interface FoundProblem extends LayoutProblem {
	where: Set<string>
}

/**
 * Opens a context for each language. The first is English, so tests find the controls for all of
 * them by their English labels.
 */
export async function openReaders(
	browser: Browser,
	locales: readonly Locale[],
	device: BrowserContextOptions = {},
): Promise<Reader[]> {
	return Promise.all(
		locales.map(async (locale) => {
			const context = await browser.newContext({ locale, reducedMotion: 'reduce', ...device })
			const page = await context.newPage()
			return { locale, page, devtools: await context.newCDPSession(page) }
		}),
	)
}

/** Clicks the same control in all languages, found by its label on the English page. */
export async function clickInAll(readers: readonly Reader[], find: (page: Page) => Locator): Promise<void> {
	const [english, ...others] = readers
	if (!english) return
	const path = await find(english.page).first().evaluate(pathOf)
	for (const { page } of [english, ...others]) await page.locator(path).click()
}

/**
 * Returns a selector of this element by its position in the document, which is the same in all
 * languages.
 */
function pathOf(element: Element): string {
	const steps: string[] = []
	for (let at = element; at.parentElement; at = at.parentElement) {
		steps.unshift(`${at.tagName.toLowerCase()}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`)
	}
	return `html > ${steps.join(' > ')}`
}

interface Sweep {
	widths?: readonly number[]
	themes?: readonly (typeof THEMES)[number][]
	height?: number
}

/** Measures the current pages at each width and in each theme; lists the same problem only once. */
export async function sweepLayout(
	readers: readonly Reader[],
	{ widths = WIDTHS, themes = THEMES, height }: Sweep = {},
): Promise<FoundProblem[]> {
	const found = new Map<string, FoundProblem>()
	const add = (problem: LayoutProblem, where: string) => {
		// The name and size of a control may differ by language and width.
		const key = `${problem.kind} ${where.split(' ')[0]} ${problem.what.replace(/: \d+ × \d+$/, '')}`
		const known = found.get(key) ?? { ...problem, where: new Set() }
		found.set(key, known)
		known.where.add(where)
	}
	const sweepOne = async ({ locale, page, devtools }: Reader) => {
		for (const width of widths) {
			const isTouch = width <= WIDEST_TOUCH
			await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: isTouch })
			await page.setViewportSize({ width, height: height ?? HEIGHTS[width] ?? (isTouch ? 800 : 860) })
			for (const theme of themes) {
				await page.evaluate(applyTheme, theme)
				const problems = await page.evaluate(probeLayout, smallestTarget(isTouch))
				for (const problem of problems) add(problem, `${locale} ${width}`)
			}
		}
	}
	for (const reader of readers) await sweepOne(reader)
	return [...found.values()]
}

/**
 * Applies a theme without storing it; resolves when the page and its canvas are laid out for the
 * width of the window.
 */
async function applyTheme(theme: string): Promise<void> {
	document.documentElement.dataset['theme'] = theme
	const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
	/** tldraw measures its canvas some frames later; its watermark shows for which width. */
	const isMeasured = () => {
		const watermark = document.querySelector('[class*=watermark][data-mobile]')
		return !watermark || (watermark.getAttribute('data-mobile') === 'true') === innerWidth < 700
	}
	do await nextFrame()
	while (!isMeasured())
	await nextFrame()
}

/** Returns a line for each problem, with the languages and widths in which it was found. */
export function describeProblems(problems: readonly FoundProblem[]): string[] {
	return problems.map(({ kind, what, where }) => {
		const places = LOCALES.flatMap((locale) => {
			const widths = [...where].filter((place) => place.startsWith(`${locale} `)).map((place) => place.split(' ')[1])
			return widths.length > 0 ? [`${locale} ${widths.join(', ')}`] : []
		})
		return `${kind}: ${what} (${places.join('; ')})`
	})
}
