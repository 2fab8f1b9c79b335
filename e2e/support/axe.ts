import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The rules whose result depends on the colours of the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const THEMES = ['light', 'dark'] as const

/**
 * Returns axe for a page. No page has frames of another origin, so axe evaluates its result in the
 * page itself; otherwise it would open another page for each one, which takes as long again.
 */
export function axeOn(page: Page): AxeBuilder {
	return new AxeBuilder({ page }).setLegacyMode()
}

/**
 * Returns the violations of WCAG 2.2 A and AA that axe finds on the page as it is: a line for each
 * rule, with the elements. `colours` checks only what differs from one theme to the other.
 */
export async function violationsOf(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
	const axe = axeOn(page)
	const { violations } = await (rules === 'all' ? axe.withTags(WCAG_22_AA) : axe.withRules(COLOUR_RULES)).analyze()
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** Returns the violations in both themes, tried one after the other without storing the choice. */
export async function violationsInThemes(page: Page): Promise<string[]> {
	const found: string[] = []
	for (const theme of THEMES) {
		await page.evaluate((shown) => {
			document.documentElement.dataset['theme'] = shown
		}, theme)
		const violations = await violationsOf(page, theme === 'light' ? 'all' : 'colours')
		found.push(...violations.map((violation) => `${theme}: ${violation}`))
	}
	return found
}
