import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const THEMES = ['light', 'dark'] as const

/**
 * Returns the violations of WCAG 2.2 A and AA that axe finds on the page as it is: a line for each
 * rule, with the elements.
 */
export async function violationsOf(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze()
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** Returns the violations in both themes, tried one after the other without storing the choice. */
export async function violationsInThemes(page: Page): Promise<string[]> {
	const found: string[] = []
	for (const theme of THEMES) {
		await page.evaluate((shown) => {
			document.documentElement.dataset['theme'] = shown
		}, theme)
		found.push(...(await violationsOf(page)).map((violation) => `${theme}: ${violation}`))
	}
	return found
}
