import type { Page } from '@playwright/test'
import axe from 'axe-core'

/** The rules to check: WCAG 2.2 A and AA, what depends on the theme, or all that axe has. */
const RULES = {
	wcag: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
	colours: { runOnly: ['color-contrast', 'link-in-text-block'] },
	every: {},
}
const THEMES = ['light', 'dark'] as const

interface Axe {
	run(context: string, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/**
 * Returns the violations that axe finds on the page as it is, or inside the element that `within`
 * selects: a line for each rule, with the elements. axe is added once to a page, and describes
 * violations alone: what it could say of all other elements takes four times as long.
 */
export async function violationsOf(
	page: Page,
	rules: keyof typeof RULES = 'every',
	within = 'html',
): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
	const violations = await page.evaluate(
		async ({ within, options }) => (await (window as unknown as { axe: Axe }).axe.run(within, options)).violations,
		{ within, options: { ...RULES[rules], resultTypes: ['violations'], iframes: false } },
	)
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** Returns the violations in both themes, tried one after the other without storing the choice. */
export async function violationsInThemes(page: Page): Promise<string[]> {
	const found: string[] = []
	for (const theme of THEMES) {
		await page.evaluate((shown) => {
			document.documentElement.dataset['theme'] = shown
		}, theme)
		const violations = await violationsOf(page, theme === 'light' ? 'wcag' : 'colours')
		found.push(...violations.map((violation) => `${theme}: ${violation}`))
	}
	return found
}
